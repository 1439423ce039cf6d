package org.platen.files

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive
import org.platen.dsl.shape.ModelException

/** Numbers in JSON: the fewest digits that give the same double again; NaN and infinities are strings, where they may be at all. */
internal object Numbers {
    private val NOT_FINITE = mapOf("NaN" to Double.NaN, "Infinity" to Double.POSITIVE_INFINITY, "-Infinity" to Double.NEGATIVE_INFINITY)
    private val DECIMAL = Regex("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")

    fun write(value: Double, unbounded: Boolean): JsonPrimitive {
        if (value.isFinite()) {
            return JsonPrimitive(value)
        }
        ModelException.require(unbounded, "%s stands where files hold finite numbers only", value)
        return JsonPrimitive(value.toString())
    }

    fun write(values: DoubleArray, unbounded: Boolean) = JsonArray(values.map { write(it, unbounded) })

    /** Null where it is no number, or one that may not be here. */
    fun read(primitive: JsonPrimitive, unbounded: Boolean): Double? = when {
        primitive.isString -> NOT_FINITE[primitive.content].takeIf { unbounded }
        !DECIMAL.matches(primitive.content) -> null
        else -> primitive.content.toDouble().takeIf { it.isFinite() }
    }
}
