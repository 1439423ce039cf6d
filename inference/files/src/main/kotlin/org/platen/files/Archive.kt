package org.platen.files

import java.io.EOFException
import java.io.InputStream
import java.io.RandomAccessFile
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.time.LocalDateTime
import java.util.HexFormat
import java.util.zip.CRC32
import java.util.zip.ZipEntry
import java.util.zip.ZipInputStream
import java.util.zip.ZipOutputStream
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.platen.dsl.shape.ModelException

/**
 * A zip of a manifest in JSON and tensors beside it: `manifest.json`, `manifest.sha256`, `tensors/0.f64`, `tensors/1.f64` and so on, in this order and nothing else. Tensors
 * are float64, little-endian and not compressed, so that reading takes no more memory than the file has bytes. Nothing is ever unpacked to disk.
 */
internal object Archive {
    private const val MANIFEST = "manifest.json"
    private const val MANIFEST_SUM = "manifest.sha256"
    private const val TENSORS = "tensors"
    private const val BUFFER = 1 shl 16
    private const val SHOWN = 80

    /** Zip has no time zones; the first moment that it knows. */
    private val NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0)

    /** What was read: a manifest, and the tensors that it speaks of. */
    class Content(val manifest: JsonObject, val tensors: List<DoubleArray>)

    fun write(file: Path, manifest: JsonObject, tensors: List<DoubleArray>) {
        val lines = JsonArray(tensors.map { JsonObject(mapOf("length" to JsonPrimitive(it.size), "sha256" to JsonPrimitive(sumOf(it)))) })
        val text = JsonText.write(JsonObject(manifest + (TENSORS to lines))).toByteArray()
        ModelException.require(
            text.size <= Limits.JSON_BYTES,
            "its manifest has %d bytes, at most %d are read again",
            text.size,
            Limits.JSON_BYTES,
        )
        ZipOutputStream(Files.newOutputStream(file).buffered(BUFFER)).use { zip ->
            zip.putNextEntry(entry(MANIFEST))
            zip.write(text)
            zip.putNextEntry(entry(MANIFEST_SUM))
            zip.write(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)).toByteArray())
            tensors.forEachIndexed { i, tensor ->
                val crc = CRC32().also { crc -> bytes(tensor) { buffer, count -> crc.update(buffer, 0, count) } }
                val stored = entry(nameOf(i))
                stored.method = ZipEntry.STORED
                stored.size = tensor.size * Double.SIZE_BYTES.toLong()
                stored.crc = crc.value
                zip.putNextEntry(stored)
                bytes(tensor) { buffer, count -> zip.write(buffer, 0, count) }
            }
        }
    }

    private fun entry(name: String) = ZipEntry(name).also { it.setTimeLocal(NO_TIME) }

    private fun nameOf(tensor: Int) = "tensors/$tensor.f64"

    private fun sumOf(tensor: DoubleArray): String {
        val digest = MessageDigest.getInstance("SHA-256")
        bytes(tensor) { buffer, count -> digest.update(buffer, 0, count) }
        return HexFormat.of().formatHex(digest.digest())
    }

    private fun bytes(tensor: DoubleArray, take: (ByteArray, Int) -> Unit) {
        val buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN)
        for (number in tensor) {
            if (!buffer.hasRemaining()) {
                take(buffer.array(), buffer.position())
                buffer.clear()
            }
            buffer.putDouble(number)
        }
        take(buffer.array(), buffer.position())
    }

    /** A zip ends with a record of so many bytes, where nothing is said at the end. */
    private const val END_BYTES = 22
    private val END = byteArrayOf(0x50, 0x4b, 5, 6)

    private fun requireWhole(file: Path) = RandomAccessFile(file.toFile(), "r").use { disk ->
        val start = ByteArray(END.size)
        if (disk.length() >= END_BYTES) {
            disk.seek(disk.length() - END_BYTES)
            disk.readFully(start)
        }
        ModelException.require(start.contentEquals(END), "it is cut off. ${SavedFile.ANOTHER}")
    }

    /** @throws ModelException when it is no such archive, or damaged */
    fun read(file: Path): Content = ZipInputStream(Files.newInputStream(file).buffered(BUFFER)).use { zip ->
        requireWhole(file)
        requireEntry(zip, MANIFEST)
        val text = limited(zip, Limits.JSON_BYTES, MANIFEST)
        requireEntry(zip, MANIFEST_SUM)
        val sum = String(limited(zip, BUFFER.toLong(), MANIFEST_SUM))
        requireSum(MANIFEST, sum, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)))
        val manifest = JsonText.read(decoded(text))
        val tensors = tensors(zip, manifest[TENSORS], Files.size(file))
        requireEnd(zip)
        Content(JsonObject(manifest - TENSORS), tensors)
    }

    fun decoded(text: ByteArray): String = Charsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(text))
        .toString()

    private fun tensors(zip: ZipInputStream, listed: JsonElement?, fileSize: Long): List<DoubleArray> {
        val reading = Reading(TensorSource.NONE)
        val lines = reading.array(listed ?: reading.fail("'$TENSORS' is missing"))
        ModelException.require(lines.size <= Limits.TENSORS, "it has %d tensors, at most %d are read", lines.size, Limits.TENSORS)
        var left = fileSize
        return lines.mapIndexed { i, line ->
            val content = reading.entries(line, setOf("length", "sha256"))
            val length = reading.integer(reading.entry(content, "length"))
            left -= length * Double.SIZE_BYTES.toLong()
            ModelException.require(
                length in 0..Limits.TENSOR_LENGTH && left >= 0,
                "tensor %d is said to have %d numbers, which are not in a file of %d bytes",
                i,
                length,
                fileSize,
            )
            val entry = requireEntry(zip, nameOf(i))
            ModelException.require(entry.method == ZipEntry.STORED, "%s is compressed, which tensors are not", entry.name)
            val digest = MessageDigest.getInstance("SHA-256")
            val tensor = tensor(zip, length, digest)
            requireSum(entry.name, reading.text(reading.entry(content, "sha256")), HexFormat.of().formatHex(digest.digest()))
            tensor
        }
    }

    private fun tensor(zip: InputStream, length: Int, digest: MessageDigest): DoubleArray {
        val tensor = DoubleArray(length)
        val buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN)
        var done = 0
        while (done < length) {
            val count = minOf(BUFFER / Double.SIZE_BYTES, length - done)
            val bytes = count * Double.SIZE_BYTES
            if (zip.readNBytes(buffer.array(), 0, bytes) < bytes) {
                throw EOFException("a tensor is cut off")
            }
            digest.update(buffer.array(), 0, bytes)
            buffer.asDoubleBuffer().get(tensor, done, count)
            done += count
        }
        ModelException.require(zip.read() < 0, "a tensor is longer than %d numbers", length)
        return tensor
    }

    private fun limited(zip: InputStream, limit: Long, name: String): ByteArray {
        val bytes = zip.readNBytes(limit.toInt() + 1)
        ModelException.require(bytes.size <= limit, "%s has more than %d bytes", name, limit)
        return bytes
    }

    private fun requireEntry(zip: ZipInputStream, name: String): ZipEntry {
        val entry = zip.nextEntry
        ModelException.require(entry != null && entry.name == name, "expected '%s' in the archive, found %s", name, shown(entry))
        return entry!!
    }

    private fun requireEnd(zip: ZipInputStream) {
        val entry = zip.nextEntry
        ModelException.require(entry == null, "the archive holds %s, which does not belong there", shown(entry))
    }

    private fun shown(entry: ZipEntry?) = if (entry == null) "its end" else "'${entry.name.take(SHOWN)}'"

    private fun requireSum(name: String, expected: String, found: String) =
        ModelException.require(expected == found, "the checksum of %s is another: the file is damaged. ${SavedFile.ANOTHER}", name)
}
