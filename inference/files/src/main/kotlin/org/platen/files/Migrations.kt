package org.platen.files

import kotlinx.serialization.json.JsonObject

/** Brings what files of earlier schemas hold into the form of the latest, one schema after the other. What is not as it should be is left to be refused where it is read. */
internal object Migrations {
    /** From schema 1, from schema 2 and so on. */
    private val steps: List<(JsonObject) -> JsonObject> = listOf(::bestByNumber)

    fun latest(content: JsonObject, schema: Int): JsonObject =
        steps.drop(schema - Schema.EARLIEST).fold(content) { earlier, step -> step(earlier) }

    /** A fit by EM had its best start a second time, where it now has the number of that start. */
    private fun bestByNumber(content: JsonObject): JsonObject {
        val fit = content["fit"] as? JsonObject ?: return content
        val number = (fit["best"] as? JsonObject)?.get("number") ?: return content
        return JsonObject(content + ("fit" to JsonObject(fit + ("best" to number))))
    }
}
