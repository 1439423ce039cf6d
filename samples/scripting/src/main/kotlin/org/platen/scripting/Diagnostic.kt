package org.platen.scripting

/**
 * What the compiler says of a script.
 *
 * @property severity `error` or `warning`
 * @property line from 1, or null when it is about no place
 * @property column from 1
 */
public data class Diagnostic(val severity: String, val message: String, val line: Int? = null, val column: Int? = null) {
    /** `name:line:column: severity: message`, then the line of [source] and a caret below the column. */
    public fun render(name: String, source: String): String {
        if (line == null) {
            return "$name: $severity: $message"
        }
        val place = listOfNotNull(name, line, column).joinToString(":")
        val text = source.lineSequence().elementAtOrNull(line - 1) ?: return "$place: $severity: $message"
        val indent = text.take((column ?: 1) - 1).map { if (it == '\t') '\t' else ' ' }.joinToString("")
        return "$place: $severity: $message\n    $text\n    $indent^"
    }
}
