package org.platen.files

import java.io.DataInputStream
import java.io.EOFException
import java.io.IOException
import java.io.UncheckedIOException
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.Path
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonArray
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.WholeFile
import org.platen.inference.fit.Fit
import org.platen.inference.fit.Tensor

/**
 * Tensors by name in the safetensors format (github.com/huggingface/safetensors), which machine-learning libraries exchange weights in: the length of a header in 8 bytes,
 * little-endian; the header, JSON that says of each tensor what its numbers are, its shape and where it lies; and the numbers, row-major. Nothing in such a file is run.
 */
public object Safetensors {
    private const val METADATA = "__metadata__"
    private const val TYPE = "dtype"
    private const val SHAPE = "shape"
    private const val OFFSETS = "data_offsets"
    private const val BUFFER = 1 shl 16
    private const val SHOWN = 80

    /**
     * What was fitted of the networks of a model: weights, and running moments, by their names in the model. The weight of a dense layer is [units, in], as in PyTorch.
     *
     * @throws ModelException when the model has no networks with weights
     */
    @JvmStatic
    public fun weights(fit: Fit): Map<String, Tensor> {
        val names = fit.model().networks().flatMap { network -> network.weights().keys.map { "${network.name()}.$it" } }
        ModelException.require(names.isNotEmpty(), "model '%s' has no networks with weights", fit.model().name())
        return names.associateWith { fit.estimate(it) }
    }

    /**
     * Writes tensors, whole or not at all.
     *
     * @param metadata further texts for the header
     * @param float32 whether numbers are rounded to 4 bytes, as other libraries mostly have them; else they are kept to the last bit in 8
     * @throws UncheckedIOException when the file cannot be written; one that was there is as it was before
     */
    @JvmStatic
    @JvmOverloads
    public fun write(file: Path, tensors: Map<String, Tensor>, metadata: Map<String, String> = mapOf(), float32: Boolean = false) {
        ModelException.require(
            METADATA !in tensors,
            "a tensor cannot be called %s: that is the place of texts in a safetensors file",
            METADATA,
        )
        if (float32) {
            tensors.forEach { (name, tensor) ->
                ModelException.require(
                    tensor.values().none { it.isFinite() && it.toFloat().isInfinite() },
                    "tensor '%s' has numbers beyond those of float32: write it in float64",
                    name,
                )
            }
        }
        val type = if (float32) ElementType.F32 else ElementType.F64
        val header = header(tensors, metadata, type)
        try {
            WholeFile.write(file) { beside ->
                Files.newOutputStream(beside).buffered(BUFFER).use { out ->
                    out.write(littleEndian(Long.SIZE_BYTES).putLong(header.size.toLong()).array())
                    out.write(header)
                    val number = littleEndian(type.bytes)
                    for (tensor in tensors.values) {
                        for (value in tensor.values()) {
                            number.clear()
                            if (float32) number.putFloat(value.toFloat()) else number.putDouble(value)
                            out.write(number.array())
                        }
                    }
                }
            }
        } catch (e: IOException) {
            throw UncheckedIOException("cannot write $file: ${e.message}", e)
        }
    }

    /** Filled up with blanks, so that the numbers begin at a multiple of 8 bytes. */
    private fun header(tensors: Map<String, Tensor>, metadata: Map<String, String>, type: ElementType): ByteArray {
        var at = 0L
        val json = buildJsonObject {
            if (metadata.isNotEmpty()) {
                put(METADATA, JsonObject(metadata.mapValues { JsonPrimitive(it.value) }))
            }
            tensors.forEach { (name, tensor) ->
                val end = at + tensor.dims().fold(1L, Long::times) * type.bytes
                put(
                    name,
                    buildJsonObject {
                        put(TYPE, type.name)
                        put(SHAPE, buildJsonArray { tensor.dims().forEach { add(JsonPrimitive(it)) } })
                        put(OFFSETS, buildJsonArray { listOf(at, end).forEach { add(JsonPrimitive(it)) } })
                    },
                )
                at = end
            }
        }
        val text = json.toString().toByteArray()
        val header = text + ByteArray((8 - text.size % 8) % 8) { ' '.code.toByte() }
        ModelException.require(
            header.size <= Limits.JSON_BYTES,
            "the header would have %d bytes, at most %d are read again",
            header.size,
            Limits.JSON_BYTES,
        )
        return header
    }

    /**
     * Reads tensors of any of the types F64, F32, F16, BF16, I64, I32, I16, I8, U8 and BOOL, as float64, in the order of their places in the file.
     *
     * @throws UncheckedIOException when the file cannot be read
     * @throws ModelException when it is no such file, or damaged
     */
    @JvmStatic
    public fun read(file: Path): Map<String, Tensor> {
        try {
            return DataInputStream(Files.newInputStream(file).buffered(BUFFER)).use { read(it, Files.size(file)) }
        } catch (e: NoSuchFileException) {
            throw UncheckedIOException("there is no file $file", e)
        } catch (e: EOFException) {
            throw damaged(file, "it is cut off", e)
        } catch (e: IOException) {
            throw UncheckedIOException("cannot read $file: ${e.message}", e)
        } catch (e: IllegalArgumentException) {
            throw damaged(file, e.message ?: "", e)
        } catch (e: ModelException) {
            throw damaged(file, e.message ?: "", e)
        }
    }

    private fun damaged(file: Path, why: String, cause: Throwable): ModelException =
        ModelException("cannot read tensors from $file: $why").also { it.initCause(cause) }

    private fun read(input: DataInputStream, size: Long): Map<String, Tensor> {
        val length = java.lang.Long.reverseBytes(input.readLong())
        ModelException.require(
            length in 2..minOf(size - Long.SIZE_BYTES, Limits.JSON_BYTES),
            "its first 8 bytes say that its header has %d bytes; it is no safetensors file, or cut off",
            length,
        )
        val text = ByteArray(length.toInt()).also(input::readFully)
        ModelException.require(text[0] == '{'.code.toByte(), "its header does not begin with a brace: it is no safetensors file")
        val header = Json.parseToJsonElement(Archive.decoded(text)) as JsonObject
        ModelException.require(header.size <= Limits.TENSORS, "it has %d tensors, at most %d are read", header.size, Limits.TENSORS)
        val places = (header - METADATA).map { (name, place) -> Place.of(name, place) }.sortedWith(compareBy({ it.begin }, { it.end }))
        var at = 0L
        for (place in places) {
            ModelException.require(
                place.begin == at,
                "tensor '%s' begins at byte %d, but the one before ends at %d: there may be no holes and nothing twice",
                place.name,
                place.begin,
                at,
            )
            at = place.end
        }
        val left = size - Long.SIZE_BYTES - length
        ModelException.require(at == left, "its header speaks of %d bytes of numbers, but there are %d", at, left)
        return places.associate { it.name to it.read(input) }
    }

    /** Where a tensor lies, in bytes after the header. */
    private class Place(val name: String, val type: ElementType, val dims: List<Int>, val begin: Long, val end: Long) {
        fun read(input: DataInputStream): Tensor {
            val values = DoubleArray(((end - begin) / type.bytes).toInt())
            val buffer = littleEndian(BUFFER)
            var next = 0
            while (next < values.size) {
                val count = minOf(BUFFER / type.bytes, values.size - next)
                input.readFully(buffer.array(), 0, count * type.bytes)
                buffer.clear()
                repeat(count) { values[next++] = type.read(buffer) }
            }
            return Tensor(values, listOf(), dims)
        }

        companion object {
            fun of(name: String, element: JsonElement): Place {
                val reading = Reading(TensorSource.NONE)
                try {
                    val content = reading.entries(element, setOf(TYPE, SHAPE, OFFSETS))
                    val type = reading.text(reading.entry(content, TYPE))
                    val known = ElementType.entries.firstOrNull { it.name == type }
                        ?: reading.fail("its numbers are $type, which are not read; known are ${ElementType.entries}")
                    val dims = reading.list(reading.entry(content, SHAPE), reading::integer)
                    val (begin, end) = reading.list(reading.entry(content, OFFSETS), reading::wholeNumber).also { offsets ->
                        ModelException.require(offsets.size == 2, "expected where it begins and ends, found %s", offsets)
                    }
                    val length = length(dims)
                    ModelException.require(
                        begin >= 0 && end - begin == length * known.bytes,
                        "it lies from %d to %d, but %s numbers of shape %s take %d bytes",
                        begin,
                        end,
                        type,
                        dims,
                        length * known.bytes,
                    )
                    return Place(name, known, dims, begin, end)
                } catch (e: ModelException) {
                    throw ModelException("tensor '${name.take(SHOWN)}': ${e.message}")
                }
            }

            private fun length(dims: List<Int>): Long {
                var length = 1L
                for (dim in dims) {
                    ModelException.require(dim >= 0, "its shape is %s", dims)
                    length *= dim
                    ModelException.require(
                        length <= Limits.TENSOR_LENGTH,
                        "its shape is %s, more than %d numbers",
                        dims,
                        Limits.TENSOR_LENGTH,
                    )
                }
                return length
            }
        }
    }

    private fun littleEndian(size: Int): ByteBuffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN)
}
