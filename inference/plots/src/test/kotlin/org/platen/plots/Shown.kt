package org.platen.plots

import javax.xml.parsers.DocumentBuilderFactory
import org.w3c.dom.Element

/** What a reader of a picture's SVG sees of it. */
internal class Shown(picture: Picture) {

    private val root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.svg().byteInputStream()).documentElement

    val size = root.getAttribute("width").toDouble() to root.getAttribute("height").toDouble()

    val texts = elements("text").map { it.textContent.trim() }

    /** The names of the panels, in the order in which they stand. */
    val panels = elements("text").filter { it.getAttribute("class") == "facet-strip-text-x" }.map { it.textContent.trim() }

    /** The corners of every line of this colour. */
    fun lines(colour: String): List<List<Pair<Double, Double>>> = elements("path")
        .filter { it.getAttribute("fill") == "none" && it.getAttribute("stroke") == rgb(colour) }
        .map { path -> path.getAttribute("d").split(Regex("[ML ]+")).filter(String::isNotEmpty).map(String::toDouble) }
        // The first corner is told twice: as where the pen moves, and as where it draws to.
        .map { numbers -> numbers.chunked(2).drop(1).map { (x, y) -> x to y } }

    /** The centres of all dots of this colour inside of axes. */
    fun dots(colour: String): List<Pair<Double, Double>> = elements("circle")
        .filter { it.getAttribute("fill") == colour.lowercase() && it.isClipped() }
        .map { it.number("cx") to it.number("cy") }

    /** From where to where rectangles of this colour reach, from left to right. */
    fun bands(colour: String): List<Pair<Double, Double>> = elements("rect")
        .filter { it.getAttribute("fill") == rgb(colour) && it.getAttribute("fill-opacity") == "0.25" && it.number("height") > 30 }
        .map { it.number("x") to it.number("x") + it.number("width") }

    fun images() = elements("image")

    /** Straight lines between two points, in this colour. */
    fun segments(colour: String) = elements("line").filter { it.getAttribute("stroke") == rgb(colour) }

    private fun elements(tag: String) = root.getElementsByTagName(tag).let { found -> List(found.length) { found.item(it) as Element } }

    private fun Element.isClipped(): Boolean = generateSequence(this) { it.parentNode as? Element }.any { it.hasAttribute("clip-path") }

    private fun Element.number(name: String) = getAttribute(name).toDouble()

    private fun rgb(colour: String) = colour.drop(1).chunked(2).joinToString(",", "rgb(", ")") { "${it.toInt(16)}" }
}

internal const val BLUE = "#0072B2"
internal const val ORANGE = "#D55E00"
internal const val GREY = "#8A8F98"
