package org.platen.files

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Where arrays of numbers go. */
internal fun interface TensorSink {
    fun put(values: DoubleArray, unbounded: Boolean): JsonElement

    companion object {
        /** All of them among the rest. */
        val INLINE = TensorSink { values, unbounded -> Numbers.write(values, unbounded) }
    }
}

/** Where arrays of numbers come from. */
internal fun interface TensorSource {
    /** Null where there is no such tensor. */
    fun get(index: Int): DoubleArray?

    companion object {
        val NONE = TensorSource { null }
    }
}

/** Keeps long arrays beside the manifest. */
internal class TensorTable : TensorSink {
    val tensors = ArrayList<DoubleArray>()

    override fun put(values: DoubleArray, unbounded: Boolean): JsonElement {
        if (values.size <= SHORT) {
            return Numbers.write(values, unbounded)
        }
        values.forEach { Numbers.write(it, unbounded) }
        tensors += values
        return JsonObject(mapOf(KEY to JsonPrimitive(tensors.size - 1)))
    }

    companion object {
        const val KEY = "tensor"
        private const val SHORT = 16
    }
}
