package org.platen.files

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.UncheckedIOException
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Files
import java.nio.file.Path
import java.util.Base64
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.fit.Tensor
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.fit

/**
 * `safetensors.numpy.save` of Python's safetensors 0.8.0 of half = [[1.5, -0.25], [6e-8, inf]] (float16), größe = 3.0 (float64), whole = [1, -2, 3] (int64),
 * flag = [True, False], none of the shape (2, 0) and single = [[0.1]] (float32), with metadata.
 */
private const val BY_PYTHON =
    "mAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJtYWRlIGJ5Ijoic2FmZXRlbnNvcnMgMC44LjAifSwid2hvbGUiOnsiZHR5cGUiOiJJNjQiLCJzaGFwZSI6WzNd" +
        "LCJkYXRhX29mZnNldHMiOlswLDI0XX0sImdyw7bDn2UiOnsiZHR5cGUiOiJGNjQiLCJzaGFwZSI6W10sImRhdGFfb2Zmc2V0cyI6WzI0LDMyXX0sIm5vbmUi" +
        "OnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzIsMF0sImRhdGFfb2Zmc2V0cyI6WzMyLDMyXX0sInNpbmdsZSI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMSwx" +
        "XSwiZGF0YV9vZmZzZXRzIjpbMzIsMzZdfSwiaGFsZiI6eyJkdHlwZSI6IkYxNiIsInNoYXBlIjpbMiwyXSwiZGF0YV9vZmZzZXRzIjpbMzYsNDRdfSwiZmxh" +
        "ZyI6eyJkdHlwZSI6IkJPT0wiLCJzaGFwZSI6WzJdLCJkYXRhX29mZnNldHMiOls0NCw0Nl19fSABAAAAAAAAAP7/////////AwAAAAAAAAAAAAAAAAAIQM3M" +
        "zD0APgC0AQAAfAEA"

private fun bytes(header: String, numbers: Int): ByteArray {
    val text = header.toByteArray()
    return ByteBuffer
        .allocate(8 + text.size + numbers)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.size.toLong())
        .put(text)
        .array()
}

class SafetensorsTest :
    FunSpec({
        fun file(): Path = tempdir().toPath().resolve("weights.safetensors")

        fun file(content: ByteArray): Path = file().also { Files.write(it, content) }

        fun tensor(dims: List<Int>, vararg values: Double) = Tensor(values, listOf(), dims)

        test("what Python's package wrote is read, of several types") {
            val read = Safetensors.read(file(Base64.getDecoder().decode(BY_PYTHON)))
            read["half"] shouldBe tensor(listOf(2, 2), 1.5, -0.25, 1 / 16777216.0, Double.POSITIVE_INFINITY)
            read["größe"] shouldBe tensor(listOf(), 3.0)
            read["whole"] shouldBe tensor(listOf(3), 1.0, -2.0, 3.0)
            read["flag"] shouldBe tensor(listOf(2), 1.0, 0.0)
            read["none"] shouldBe tensor(listOf(2, 0))
            read["single"] shouldBe tensor(listOf(1, 1), 0.1f.toDouble())
            read.size shouldBe 6
        }

        test("a file has the bytes that the format says") {
            val file = file()
            Safetensors.write(file, mapOf("a" to tensor(listOf(1, 2), 1.0, -2.0)), mapOf("by" to "hand"), float32 = true)
            // 84 bytes, filled up to 88.
            val header = """{"__metadata__":{"by":"hand"},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}"""
            val all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN)
            all.getLong() shouldBe 88
            String(ByteArray(88).also(all::get)) shouldBe header.padEnd(88)
            all.getFloat() shouldBe 1f
            all.getFloat() shouldBe -2f
            all.hasRemaining() shouldBe false
        }

        test("tensors come back bit for bit, rounded only where that is asked for") {
            val tensors = linkedMapOf(
                "scalar" to tensor(listOf(), 0.1),
                "odd \"name\" ✓" to
                    tensor(listOf(2, 3), Double.MIN_VALUE, -0.0, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, Double.NaN, 1 / 3.0),
                "none" to tensor(listOf(0, 4)),
                "long" to Tensor(DoubleArray(20_000) { 1.0 / it }, listOf(), listOf(100, 200)),
            )
            val file = file()
            Safetensors.write(file, tensors)
            Safetensors.read(file).toList() shouldBe tensors.toList()
            Safetensors.write(file, mapOf("third" to tensor(listOf(1), 1 / 3.0)), float32 = true)
            Safetensors.read(file).getValue("third").value() shouldBe (1 / 3f).toDouble()
            shouldThrow<ModelException> {
                Safetensors.write(file, mapOf("large" to tensor(listOf(), 1e39)), float32 = true)
            }.message shouldContain
                "tensor 'large' has numbers beyond those of float32"
            Safetensors.write(file, mapOf())
            Safetensors.read(file) shouldBe mapOf()
        }

        test("weights of networks have the names of the model") {
            val vae = model("vae") {
                val decoder = network("decoder", input = 1) { dense(2) }
                val encoder = network("encoder", input = 2) { heads { dense("location", 1) } }
                val row = plate("row")
                val z = row.latent("z", normal(zeros(1), ones(1)))
                val x = row.observed("x", normal(decoder(z), 1.0))
                guide { amortize(z) { normal(encoder(x)["location"], 0.5) } }
            }
            val rows = Array(20) { doubleArrayOf(it.toDouble(), -it.toDouble()) }
            val fit = vae.fit(Data.of(vae["x"], rows), amortizedVi(backend = JvmBackend(), epochs = 1))
            val weights = Safetensors.weights(fit)
            weights.keys shouldContainExactly
                setOf("decoder.dense1.weight", "decoder.dense1.bias", "encoder.location.dense1.weight", "encoder.location.dense1.bias")
            weights.getValue("decoder.dense1.weight").dims() shouldBe listOf(2, 1)
            weights.getValue("encoder.location.dense1.weight").values() shouldBe fit.estimate("encoder.location.dense1.weight").values()
        }

        val good = """"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"""
        context("what is no such file, or was tampered with, is refused") {
            withData(
                mapOf(
                    "an empty file" to (ByteArray(0) to "cut off"),
                    "a short file" to (bytes("{$good}", 8).copyOf(20) to "cut off"),
                    "a header of more bytes than there are" to (ByteArray(16) { -1 } to "its header has -1 bytes"),
                    "missing numbers" to (bytes("{$good}", 7) to "speaks of 8 bytes of numbers, but there are 7"),
                    "numbers that nothing speaks of" to (bytes("{$good}", 9) to "but there are 9"),
                    "no header" to (bytes("[$good]", 8) to "does not begin with a brace"),
                    "no JSON" to (bytes("{$good", 8) to "cannot read tensors"),
                    "a hole" to (bytes("""{$good,"b":{"dtype":"U8","shape":[1],"data_offsets":[9,10]}}""", 10) to "'b' begins at byte 9"),
                    "an overlap" to (bytes("""{$good,"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", 8) to "'b' begins at byte 4"),
                    "an unknown type" to (bytes("""{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}""", 1) to "F8_E4M3"),
                    "a shape of other size" to (bytes("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8) to "take 12 bytes"),
                    "an enormous shape" to
                        (bytes("""{"a":{"dtype":"U8","shape":[65536,65536,65536,65536],"data_offsets":[0,0]}}""", 0) to "more than"),
                    "a negative shape" to
                        (bytes("""{"a":{"dtype":"U8","shape":[-1,-1],"data_offsets":[0,1]}}""", 1) to "its shape is [-1, -1]"),
                    "offsets backwards" to (bytes("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}}""", 1) to "it lies from 1 to 0"),
                    "three offsets" to
                        (bytes("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}}""", 1) to "where it begins and ends"),
                    "a whole number that is too long" to
                        (bytes("""{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""", 7) + byteArrayOf(127) to "more than 53 bits"),
                ),
            ) { (content, message) ->
                val file = file(content)
                val refused = shouldThrow<ModelException> { Safetensors.read(file) }.message
                refused shouldContain "cannot read tensors from $file"
                refused shouldContain message
            }
        }

        test("a file that is not there is named") {
            val file = file()
            shouldThrow<UncheckedIOException> { Safetensors.read(file) }.message shouldBe "there is no file $file"
            shouldThrow<ModelException> { Safetensors.write(file, mapOf("__metadata__" to tensor(listOf(), 1.0))) }.message shouldContain
                "__metadata__"
        }
    })
