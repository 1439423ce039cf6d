package org.platen.files

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.platen.dsl.distribution.Support
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Shape
import org.platen.dsl.transform.Bijection
import org.platen.dsl.transform.Bijections

/** Bijections: each is the usual one onto its support, but for softplus. */
internal object BijectionText {
    private const val SOFTPLUS = "softplus"

    fun write(bijection: Bijection, writing: Writing): JsonElement {
        if (bijection == Bijections.softplus()) {
            return JsonPrimitive(SOFTPLUS)
        }
        ModelException.require(
            onto(bijection.support()) == bijection,
            "the bijection %s cannot be written to a file: files hold those of Bijections.* only",
            bijection,
        )
        return JsonObject(mapOf("onto" to writing.record(bijection.support())))
    }

    fun read(element: JsonElement, reading: Reading): Bijection {
        if (element is JsonPrimitive && element.isString && element.content == SOFTPLUS) {
            return Bijections.softplus()
        }
        val content = reading.entries(element, setOf("onto"))
        return onto(reading.at("onto") { reading.record(reading.entry(content, "onto"), Support::class.java) as Support })
    }

    private fun onto(support: Support): Bijection {
        val sizes = Spaces.sizesOf(support).orEmpty()
        ModelException.require(
            sizes.all { it in 1..Limits.BIJECTION_ENTRIES },
            "a bijection onto %s has sizes %s: files hold those from 1 to %d",
            support,
            sizes,
            Limits.BIJECTION_ENTRIES,
        )
        return Bijections.of(support, Shape.of(*sizes.toIntArray()))
    }
}
