package org.platen.guide

import java.nio.file.Path
import kotlin.io.path.name
import kotlin.io.path.readLines

/**
 * Code between fences.
 *
 * @property line of the opening fence, from 0
 */
internal class Block(val language: String, val line: Int, val code: List<String>)

/** A page in Markdown. */
internal class Page(val file: Path) {
    private val lines = file.readLines()

    val name: String get() = file.name.removeSuffix(".md")

    /** In the order of the page. */
    val blocks: List<Block> = buildList {
        var open = -1
        lines.forEachIndexed { at, line ->
            when {
                !line.startsWith(FENCE) -> Unit
                open < 0 -> open = at
                else -> {
                    add(Block(lines[open].removePrefix(FENCE), open, lines.subList(open + 1, at)))
                    open = -1
                }
            }
        }
        require(open < 0) { "$file: the block of line ${open + 1} is never closed" }
    }

    /**
     * All Kotlin blocks as one script, on the lines where they stand: each sees what those above it declare, and may declare the same name anew.
     */
    fun script(): String? {
        val kotlin = blocks.filter { it.language == "kotlin" }.ifEmpty { return null }
        val script = MutableList(lines.size) { "" }
        for (block in kotlin) {
            script[block.line] = "run {"
            block.code.forEachIndexed { i, line -> script[block.line + 1 + i] = if (line.startsWith(IMPORT)) "" else line }
        }
        val imports = kotlin.flatMap { it.code }.filter { it.startsWith(IMPORT) }.distinct()
        script[0] = imports.joinToString("; ") + script[0]
        return script.joinToString("\n") + "\n" + "}".repeat(kotlin.size)
    }

    /** A Java block as a class with a method `run`, on the lines where it stands. */
    fun javaClass(block: Block, name: String, imports: List<String>): String = buildList {
        repeat(block.line) { add("") }
        this[0] = imports.joinToString(" ") { "import $it;" }
        add("public class $name { public static void run() throws Exception {")
        addAll(block.code)
        add("}}")
    }.joinToString("\n")

    private companion object {
        const val FENCE = "```"
        const val IMPORT = "import "
    }
}
