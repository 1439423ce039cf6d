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

/** Keeps long arrays beside the manifest, those that are the same bit for bit once. */
internal class TensorTable : TensorSink {
    val tensors = ArrayList<DoubleArray>()
    private val places = HashMap<List<Double>, Int>()

    override fun put(values: DoubleArray, unbounded: Boolean): JsonElement {
        if (values.size <= SHORT) {
            return Numbers.write(values, unbounded)
        }
        values.forEach { Numbers.write(it, unbounded) }
        val place = places.getOrPut(values.asList()) {
            tensors += values
            tensors.size - 1
        }
        return JsonObject(mapOf(KEY to JsonPrimitive(place)))
    }

    companion object {
        const val KEY = "tensor"
        private const val SHORT = 16
    }
}
