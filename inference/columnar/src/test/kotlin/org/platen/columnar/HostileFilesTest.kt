package org.platen.columnar

import com.sun.management.ThreadMXBean
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.lang.management.ManagementFactory
import java.nio.file.Path
import kotlin.io.path.extension
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.random.Random
import org.platen.dsl.shape.ModelException

/** Ten files of each kind would be no better than these: every layout, level, compression and dictionary is in one of them. */
private val whole =
    listOf("plain.parquet", "snappy.parquet", "pages.parquet", "deltas.parquet", "plain.feather", "lz4.feather", "coded.arrow")

private const val MOST_MEMORY = 256L shl 20

private fun allocated(): Long = (ManagementFactory.getThreadMXBean() as ThreadMXBean).currentThreadAllocatedBytes

/** Reads everything that can be read, and gives the rows or the refusal. */
private fun read(file: Path): Pair<Int, ModelException?> {
    var rows = 0
    return try {
        val table = Columnar.open(file)
        rows = table.rows()
        table.names().forEach { name ->
            runCatching { table.column(name).values() }.exceptionOrNull()?.let { if (it !is ModelException) throw it }
        }
        table.columns(table.names().filter { it in Fixtures.numbers }).values()
        table.names().filter { it !in Fixtures.numbers }.forEach { table.categories(it).labels() }
        rows to null
    } catch (e: ModelException) {
        rows to e
    }
}

class HostileFilesTest : FunSpec({
    val folder = tempdir().toPath()
    fun file(like: String, bytes: ByteArray): Path = folder.resolve("damaged.${Path.of(like).extension}").also { it.writeBytes(bytes) }

    whole.forEach { name ->
        val bytes = Fixtures.path(name).readBytes()

        test("$name cut off at each tenth byte is refused, and the message names it") {
            for (length in bytes.indices step 10) {
                val (_, refusal) = read(file(name, bytes.copyOf(length)))
                withClue(length) { refusal.shouldNotBeNull().message shouldContain "damaged." }
            }
        }

        test("$name with bytes that mean something else is read or refused, in memory of bounded size") {
            val random = Random(name.hashCode())
            var refused = 0
            repeat(300) { i ->
                val changed = bytes.copyOf()
                repeat(1 + i % 4) { changed[random.nextInt(changed.size)] = random.nextInt().toByte() }
                val before = allocated()
                val (_, refusal) = read(file(name, changed))
                withClue(i) { allocated() - before shouldBeLessThan MOST_MEMORY }
                refused += if (refusal == null) 0 else 1
            }
            refused shouldBeGreaterThan 10
        }
    }

    test("a stream cut off has the batches before that, or is refused") {
        val bytes = Fixtures.path("stream.arrows").readBytes()
        for (length in bytes.indices step 10) {
            val (rows, refusal) = read(file("stream.arrows", bytes.copyOf(length)))
            if (refusal == null) withClue(length) { rows shouldBeLessThan 121 }
        }
    }
})
