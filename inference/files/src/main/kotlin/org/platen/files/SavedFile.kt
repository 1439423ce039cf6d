package org.platen.files

import java.io.IOException
import java.io.UncheckedIOException
import java.nio.charset.CharacterCodingException
import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.Path
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.WholeFile

/**
 * What all files have in common: `{"platen": {"schema": 2, "holds": "model"}, …}`, as JSON where the name ends in `.json`, else as an [Archive].
 *
 * @param holds what is in the file
 * @param says what messages say before the file's name
 */
internal class SavedFile(private val holds: String, private val says: String = "a $holds from ") {
    /** @throws UncheckedIOException when it cannot be written; the file is then as it was before */
    fun write(file: Path, content: (TensorSink) -> Map<String, JsonElement>) {
        try {
            if (isJson(file)) {
                val text = JsonText.write(headed(content(TensorSink.INLINE))).toByteArray()
                ModelException.require(
                    text.size <= Limits.JSON_BYTES,
                    "%s would have %d bytes of JSON, at most %d are read again: give it a name that ends in .platen",
                    file.fileName,
                    text.size,
                    Limits.JSON_BYTES,
                )
                WholeFile.write(file) { Files.write(it, text) }
            } else {
                val tensors = TensorTable()
                val manifest = headed(content(tensors))
                WholeFile.write(file) { Archive.write(it, manifest, tensors.tensors) }
            }
        } catch (e: IOException) {
            throw UncheckedIOException("cannot write $file: ${e.message}", e)
        }
    }

    private fun headed(content: Map<String, JsonElement>): JsonObject {
        val header = mapOf("schema" to JsonPrimitive(Schema.VERSION), "holds" to JsonPrimitive(holds))
        return JsonObject(mapOf(Schema.HEADER to JsonObject(header)) + content)
    }

    /**
     * @throws UncheckedIOException when it cannot be read
     * @throws ModelException when it holds something else, is damaged, or of a schema that is not read
     */
    fun <T> read(file: Path, read: (JsonObject, Reading) -> T): T = open(file) { content, reading ->
        val header = Schema.header(content, reading)
        if (header.holds != holds) {
            reading.fail("it holds a ${header.holds}")
        }
        read(Migrations.latest(JsonObject(content - Schema.HEADER), header.version), reading)
    }

    /** What is in a file, whatever it is; errors as of [read]. */
    fun contents(file: Path): String = open(file) { content, reading -> Schema.header(content, reading).holds }

    private fun <T> open(file: Path, read: (JsonObject, Reading) -> T): T {
        var reading = Reading(TensorSource.NONE)
        try {
            ModelException.require(!Files.isDirectory(file), "it is a folder. Name a file in it.")
            val content = if (isArchive(file)) Archive.read(file) else Archive.Content(json(file), emptyList())
            reading = Reading { content.tensors.getOrNull(it) }
            return read(content.manifest, reading)
        } catch (e: NoSuchFileException) {
            throw UncheckedIOException("there is no file $file", e)
        } catch (e: CharacterCodingException) {
            throw unreadable(file, reading, "it is no text in UTF-8", e)
        } catch (e: IOException) {
            throw unreadable(file, reading, "it is damaged or cut off (${e.message}). $ANOTHER", e)
        } catch (e: ModelException) {
            throw unreadable(file, reading, e.message ?: "", e)
        } catch (e: IllegalArgumentException) {
            throw unreadable(file, reading, e.message ?: "", e)
        } catch (e: IndexOutOfBoundsException) {
            throw unreadable(file, reading, "something in it has too few parts", e)
        } catch (e: ArithmeticException) {
            throw unreadable(file, reading, "a size is too large", e)
        } catch (e: StackOverflowError) {
            throw unreadable(file, reading, "something in it is nested too deeply", e)
        }
    }

    private fun unreadable(file: Path, reading: Reading, why: String, cause: Throwable): ModelException {
        val place = reading.place().let { if (it.isEmpty()) "" else ", at $it" }
        return ModelException("cannot read $says$file$place: $why").also { it.initCause(cause) }
    }

    private fun json(file: Path): JsonObject {
        val size = Files.size(file)
        ModelException.require(size <= Limits.JSON_BYTES, "it has %d bytes of JSON, at most %d are read", size, Limits.JSON_BYTES)
        return JsonText.read(Archive.decoded(Files.readAllBytes(file)))
    }

    /** By its first bytes, whatever it is called. */
    private fun isArchive(file: Path): Boolean = Files.newInputStream(file).use { it.readNBytes(2).contentEquals("PK".toByteArray()) }

    private fun isJson(file: Path) = file.fileName.toString().endsWith(".json")

    companion object {
        /** What to do with a file that is damaged. */
        const val ANOTHER = "Take another copy, or save it again."
    }
}
