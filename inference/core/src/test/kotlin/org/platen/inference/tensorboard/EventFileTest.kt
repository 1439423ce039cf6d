package org.platen.inference.tensorboard

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import java.io.UncheckedIOException
import java.nio.ByteBuffer
import java.nio.ByteOrder
import kotlin.math.abs

/** A field of a message of Protocol Buffers: its number, and its value as it is encoded (protobuf.dev, "Encoding"). */
private data class Field(val number: Int, val varint: Long, val bytes: ByteArray)

private fun fields(message: ByteArray): List<Field> {
    val buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN)

    fun varint(): Long {
        var value = 0L
        var shift = 0
        while (true) {
            val byte = buffer.get().toLong()
            value = value or ((byte and 0x7f) shl shift)
            if (byte >= 0) return value
            shift += 7
        }
    }
    val fields = mutableListOf<Field>()
    while (buffer.hasRemaining()) {
        val tag = varint()
        val number = (tag shr 3).toInt()
        fields += when ((tag and 7).toInt()) {
            0 -> Field(number, varint(), byteArrayOf())
            1 -> Field(number, 0, ByteArray(8).also(buffer::get))
            2 -> Field(number, 0, ByteArray(varint().toInt()).also(buffer::get))
            5 -> Field(number, 0, ByteArray(4).also(buffer::get))
            else -> error("a kind of field that is not used: $tag")
        }
    }
    return fields
}

private fun List<Field>.of(number: Int): Field = single { it.number == number }

private fun ByteArray.little(): ByteBuffer = ByteBuffer.wrap(this).order(ByteOrder.LITTLE_ENDIAN)

class EventFileTest :
    FunSpec({
        test("the test's checksum is the standard's") {
            // RFC 3720, appendix B.4: 32 bytes of zeros; and the usual check word.
            castagnoli(ByteArray(32)) shouldBe 0x8a9136aa.toInt()
            castagnoli("123456789".toByteArray()) shouldBe 0xe3069283.toInt()
        }

        // Numbers of fields from TensorFlow's event.proto and summary.proto.
        test("a file begins with its version and the start of a run, and then has numbers by step") {
            val folder = tempdir().toPath().resolve("new/run")
            val before = System.currentTimeMillis() * 1e-3
            EventFile.begin(folder, 300).use { it.write(70_000_000_000, linkedMapOf("training/loss" to -1.5, "größe" to 1e-3)) }
            val file = eventFiles(folder).single()
            file.fileName.toString() shouldMatch Regex("events\\.out\\.tfevents\\.\\d{10}\\.platen\\.000000")
            val (version, start, numbers) = records(file).map(::fields)
            String(version.of(3).bytes) shouldBe "brain.Event:2"
            abs(version.of(1).bytes.little().getDouble() - before) shouldBeLessThan 600.0
            start.of(2).varint shouldBe 301
            fields(start.of(7).bytes).of(1).varint shouldBe 1
            numbers.of(2).varint shouldBe 70_000_000_000
            val values = fields(numbers.of(5).bytes).map { value -> fields(value.bytes) }
            values.map { String(it.of(1).bytes) } shouldBe listOf("training/loss", "größe")
            values.map { it.of(2).bytes.little().getFloat() } shouldBe listOf(-1.5f, 1e-3f)
        }

        test("files of one folder sort in the order in which they were begun") {
            val folder = tempdir().toPath()
            val begun = (0 until 12).map { EventFile.begin(folder, 0).use(EventFile::file) }
            eventFiles(folder) shouldBe begun
        }

        test("a folder that is a file is refused with its name") {
            val file = tempfile().toPath()
            shouldThrow<UncheckedIOException> { EventFile.begin(file, 0) }.message shouldContain
                "cannot write events for TensorBoard into $file"
        }
    })
