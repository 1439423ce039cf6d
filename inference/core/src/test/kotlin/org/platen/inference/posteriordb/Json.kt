package org.platen.inference.posteriordb

/** A JSON text as maps, lists, strings and numbers; what the data of posteriordb are made of. */
internal class Json private constructor(private val text: String) {

    private var at = 0

    private fun next(): Char {
        while (text[at].isWhitespace()) at++
        return text[at]
    }

    private fun take(expected: Char) {
        check(next() == expected) { "expected '$expected' at $at, found '${text[at]}'" }
        at++
    }

    private fun value(): Any = when (next()) {
        '{' -> members().toMap()
        '[' -> items('[', ']') { value() }
        '"' -> string()
        else -> number()
    }

    private fun members() = items('{', '}') {
        val name = string()
        take(':')
        name to value()
    }

    private fun <T> items(open: Char, close: Char, item: () -> T): List<T> = buildList {
        take(open)
        while (next() != close) {
            add(item())
            if (next() == ',') at++
        }
        take(close)
    }

    private fun string(): String {
        take('"')
        val end = text.indexOf('"', at)
        return text.substring(at, end).also { at = end + 1 }
    }

    private fun number(): Double {
        val end = (at until text.length).first { text[it] in ",]} \n\r\t" }
        return text.substring(at, end).toDouble().also { at = end }
    }

    companion object {
        fun parse(text: String): Map<String, Any> =
            @Suppress("UNCHECKED_CAST")
            (Json(text).value() as Map<String, Any>)
    }
}

internal fun Map<String, Any>.numbers(name: String): DoubleArray = getValue(name).asNumbers()

internal fun Map<String, Any>.number(name: String): Double = getValue(name) as Double

internal fun Any.asNumbers(): DoubleArray = (this as List<*>).map { it as Double }.toDoubleArray()
