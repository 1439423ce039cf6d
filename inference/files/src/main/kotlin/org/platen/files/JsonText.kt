package org.platen.files

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.platen.dsl.shape.ModelException

/** JSON as text: lines that people can read, the same for the same content. */
internal object JsonText {
    private const val LINE = 120
    private const val INDENT = "  "

    fun write(element: JsonElement): String = StringBuilder().also { write(element, "", it) }.append('\n').toString()

    private fun write(element: JsonElement, indent: String, to: StringBuilder) {
        val line = if (isSmall(element)) spaced(element) else null
        when {
            line != null && (element is JsonPrimitive || line.length + indent.length <= LINE) -> to.append(line)
            element is JsonArray && element.all { it is JsonPrimitive } -> numbers(element, indent, to)
            element is JsonArray -> lines("[", element.map { "" to it }, "]", indent, to)
            element is JsonObject -> lines(
                "{",
                element.map { (key, value) ->
                    JsonPrimitive(key).toString() + ": " to value
                },
                "}",
                indent,
                to,
            )
        }
    }

    private fun lines(open: String, values: List<Pair<String, JsonElement>>, close: String, indent: String, to: StringBuilder) {
        to.append(open)
        values.forEachIndexed { i, (label, value) ->
            to.append(if (i == 0) "\n" else ",\n").append(indent).append(INDENT).append(label)
            write(value, indent + INDENT, to)
        }
        to.append('\n').append(indent).append(close)
    }

    /** As many to a line as there is room for. */
    private fun numbers(array: JsonArray, indent: String, to: StringBuilder) {
        to.append('[')
        var used = LINE
        array.forEachIndexed { i, value ->
            val text = value.toString() + if (i < array.size - 1) "," else ""
            if (used + text.length + 1 > LINE) {
                to.append('\n').append(indent).append(INDENT)
                used = indent.length + INDENT.length
            } else {
                to.append(' ')
            }
            to.append(text)
            used += text.length + 1
        }
        to.append('\n').append(indent).append(']')
    }

    /** Whether it may fit on a line. */
    private fun isSmall(element: JsonElement, depth: Int = 0): Boolean = when (element) {
        is JsonArray -> depth < 4 && element.size <= LINE && element.all { isSmall(it, depth + 1) }
        is JsonObject -> depth < 4 && element.size <= LINE && element.values.all { isSmall(it, depth + 1) }
        is JsonPrimitive -> true
    }

    private fun spaced(element: JsonElement): String = when (element) {
        is JsonArray -> element.joinToString(", ", "[", "]") { spaced(it) }
        is JsonObject -> element.entries.joinToString(", ", "{", "}") { (key, value) ->
            JsonPrimitive(key).toString() + ": " +
                spaced(value)
        }
        is JsonPrimitive -> element.toString()
    }

    /** @throws ModelException when the text is no JSON, or nested too deeply */
    fun read(text: String): JsonObject {
        checkNesting(text)
        val element =
            try {
                Json.parseToJsonElement(text)
            } catch (e: SerializationException) {
                throw ModelException("it is damaged, or no file of Platen: no JSON (${firstLine(e)}). ${SavedFile.ANOTHER}")
            }
        return element as? JsonObject ?: throw ModelException("it is no file of Platen: expected a JSON object")
    }

    private fun firstLine(e: Exception) = (e.message ?: "").lineSequence().first().take(LINE)

    /** Before it is parsed, since a parser calls itself for each level. */
    private fun checkNesting(text: String) {
        var depth = 0
        var quoted = false
        var i = 0
        while (i < text.length) {
            when (text[i]) {
                '"' -> quoted = !quoted
                '\\' -> if (quoted) i++
                '[', '{' -> if (!quoted &&
                    ++depth > Limits.NESTING
                ) {
                    throw ModelException("it nests JSON deeper than ${Limits.NESTING} levels")
                }
                ']', '}' -> if (!quoted) depth--
            }
            i++
        }
    }
}
