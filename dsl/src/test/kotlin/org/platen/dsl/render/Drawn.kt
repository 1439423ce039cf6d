package org.platen.dsl.render

import java.awt.Font
import java.awt.font.FontRenderContext
import java.awt.geom.Rectangle2D
import javax.xml.parsers.DocumentBuilderFactory
import org.w3c.dom.Element

/** A plate diagram as a reader of its SVG sees it. Texts are measured in the widest of the usual fonts. */
internal class Drawn(svg: String) {

    private val root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.byteInputStream()).documentElement

    val canvas = root.getAttribute("viewBox").split(" ").map { it.toDouble() }.let { (x, y, w, h) -> Rectangle2D.Double(x, y, w, h) }

    val title: String = root.getElementsByTagName("title").item(0).textContent

    val plates: Map<String, Rectangle2D> = elements("rect").filter { it.getAttribute("class") == "plate" }
        .associate { it.getAttribute("data-name") to rectangle(it) }

    val plateLabels: Map<String, Rectangle2D> = elements("text").filter { it.getAttribute("class") == "plate" }
        .associate { it.textContent to extent(it) }

    val nodes: Map<String, Node> = elements("g").map(::Node).associateBy { it.name }

    val arrows: List<Arrow> = elements("path").filter { it.getAttribute("class") == "arrow" }.map(::Arrow)

    val timeArrows = elements("path").count { it.getAttribute("class") == "time" }

    /** The names of the plates that are drawn around a node. */
    fun platesAround(node: Node): Set<String> = plates.filter { it.value.contains(node.extent) }.keys
        .flatMap { label -> label.split(" × ").map { it.substringBefore(" (") } }.toSet()

    inner class Node(group: Element) {
        val name: String = group.getAttribute("data-name")
        val kind: String = group.getAttribute("class")
        private val outlines = group.children("rect")
        val rings = outlines.size
        val fill: String = outlines[0].getAttribute("fill")
        val outline = rectangle(outlines[0])
        val text = extent(group.children("text").single())
        val label: String = group.children("text").single().textContent
        val extent: Rectangle2D = outline.createUnion(text)
    }

    inner class Arrow(path: Element) {
        val from: String = path.getAttribute("data-from")
        val to: String = path.getAttribute("data-to")
        val isDashed = path.hasAttribute("stroke-dasharray")
        private val numbers = Regex("-?\\d+\\.\\d+").findAll(path.getAttribute("d")).map { it.value.toDouble() }.toList()
        val start = numbers[0] to numbers[1]
        val end = numbers[numbers.size - 2] to numbers[numbers.size - 1]
    }

    private fun elements(tag: String) = root.getElementsByTagName(tag).let { found -> List(found.length) { found.item(it) as Element } }

    private fun Element.children(tag: String) = getElementsByTagName(tag).let { found -> List(found.length) { found.item(it) as Element } }

    private fun rectangle(element: Element) = element.run {
        Rectangle2D.Double(number("x"), number("y"), number("width"), number("height"))
    }

    private fun extent(text: Element): Rectangle2D {
        val size = text.number("font-size")
        val font = Font("DejaVu Sans", Font.PLAIN, size.toInt())
        val width = font.getStringBounds(text.textContent, FontRenderContext(null, true, true)).width
        val left = when (text.getAttribute("text-anchor")) {
            "middle" -> text.number("x") - width / 2
            "end" -> text.number("x") - width
            else -> text.number("x")
        }
        return Rectangle2D.Double(left, text.number("y") - 0.8 * size, width, size)
    }

    private fun Element.number(name: String) = getAttribute(name).toDouble()
}
