package org.platen.files

import java.time.Duration
import java.time.Instant
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Slot
import org.platen.dsl.network.Layers
import org.platen.dsl.shape.Axis
import org.platen.dsl.shape.Dim
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Shape
import org.platen.dsl.transform.Bijection
import org.platen.inference.train.Schedule

/** Turns values into JSON: records of the [Registry] component by component, expressions into references to a table of theirs. */
internal class Writing(private val tensors: TensorSink) {
    val expressions = ExpressionTable(this)

    /** Null where there is no value, so that it is left out. */
    fun value(value: Any?, unbounded: Boolean = false): JsonElement? = when (value) {
        null -> null
        is Boolean -> JsonPrimitive(value)
        is Int -> JsonPrimitive(value)
        is Long -> JsonPrimitive(value)
        is Double -> Numbers.write(value, unbounded)
        is String -> JsonPrimitive(value)
        is Enum<*> -> JsonPrimitive(nameOf(value))
        is Instant, is Duration -> JsonPrimitive(value.toString())
        is DoubleArray -> tensors.put(value, unbounded)
        is IntArray -> JsonArray(value.map { JsonPrimitive(it) })
        is BooleanArray -> JsonArray(value.map { JsonPrimitive(it) })
        is Array<*> -> list(value.asList(), unbounded)
        is Set<*> -> list(if (value.all { it is String }) value.sortedBy { it.toString() } else value, unbounded)
        is Collection<*> -> list(value, unbounded)
        is Map<*, *> -> JsonObject(value.entries.associate { (key, one) -> key.toString() to present(one, unbounded) })
        is Expr -> expressions.reference(value)
        is Plate -> JsonPrimitive(value.name)
        is Axis -> axis(value)
        is Dim -> dim(value)
        is Shape -> list(value.dims, false)
        is Layers -> list(value.all(), false)
        is Bijection -> BijectionText.write(value, this)
        is Schedule -> record(if (Registry.kindOf(value.javaClass) == null) OwnSchedule.of(value) else value)
        else -> record(value)
    }

    fun present(value: Any?, unbounded: Boolean = false): JsonElement =
        value(value, unbounded) ?: throw ModelException("a list cannot hold nothing")

    private fun list(values: Collection<*>, unbounded: Boolean) = JsonArray(values.map { present(it, unbounded) })

    private fun axis(axis: Axis): JsonElement = if (axis.instance.isEmpty()) {
        JsonPrimitive(axis.plate.name)
    } else {
        JsonObject(mapOf("plate" to JsonPrimitive(axis.plate.name), "copy" to JsonPrimitive(axis.instance)))
    }

    private fun dim(dim: Dim): JsonElement {
        val label = dim.label ?: return JsonPrimitive(dim.size)
        return JsonObject(mapOf("size" to JsonPrimitive(dim.size), "plate" to JsonPrimitive(label.name)))
    }

    fun record(record: Any): JsonObject {
        val kind =
            Registry.kindOf(record.javaClass)
                ?: throw ModelException(
                    "${record.javaClass.simpleName} cannot be written to a file: files hold the library's own distributions, layers and options only",
                )
        val content = LinkedHashMap<String, JsonElement>()
        if (Registry.familyOf(record.javaClass) != null) {
            content[TYPE] = JsonPrimitive(kind.name)
        }
        kind.components.zip(kind.valuesOf(record)).forEach { (component, own) ->
            // A slot's axes have no order of their own.
            val ordered = if (record is Slot && own is Set<*>) own.sortedBy { it.toString() } else own
            value(ordered, component.name in kind.unbounded)?.let { content[component.name] = it }
        }
        return JsonObject(content)
    }

    companion object {
        /** Where an object says what it is. */
        const val TYPE = "type"
    }
}
