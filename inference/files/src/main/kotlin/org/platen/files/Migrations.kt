package org.platen.files

import kotlinx.serialization.json.JsonObject

/** Brings what files of earlier schemas hold into the form of the latest, one schema after the other. What is not as it should be is left to be refused where it is read. */
internal object Migrations {
    /** From schema 1, from schema 2 and so on. */
    private val steps: List<(JsonObject) -> JsonObject> = listOf { unnamedElements(bestByNumber(it)) }

    fun latest(content: JsonObject, schema: Int): JsonObject =
        steps.drop(schema - Schema.EARLIEST).fold(content) { earlier, step -> step(earlier) }

    /** A fit by EM had its best start a second time, where it now has the number of that start. */
    private fun bestByNumber(content: JsonObject): JsonObject {
        val fit = content["fit"] as? JsonObject ?: return content
        val number = (fit["best"] as? JsonObject)?.get("number") ?: return content
        return JsonObject(content + ("fit" to JsonObject(fit + ("best" to number))))
    }

    /** The sizes of data said nothing of what the elements of plates stand for. */
    private fun unnamedElements(content: JsonObject): JsonObject {
        val fit = content["fit"] as? JsonObject ?: return content
        val sizes = fit["sizes"] as? JsonObject ?: return content
        val unnamed = JsonObject(sizes + ("labels" to JsonObject(emptyMap())))
        return JsonObject(content + ("fit" to JsonObject(fit + ("sizes" to unnamed))))
    }
}
