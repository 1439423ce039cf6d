package org.platen.inference.vi

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.File
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Path
import java.util.Random
import java.util.concurrent.TimeUnit
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distributions.halfNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.data.StreamedData
import org.platen.inference.data.Table

private val line: Model = Model.declare("line") { m ->
    val row = m.plate("row")
    val x = m.given("x", row, Covariate.real())
    val a = m.latent("a", normal(0.0, 10.0))
    val b = m.latent("b", normal(0.0, 10.0))
    m.observed("y", row, normal(a.plus(b.times(x)), m.latent("sigma", halfNormal(5.0))))
}

private fun streamed(file: Path): StreamedData {
    val table: Table = Data.raw(file, "x", "y")
    return table.column("x").streamed(line["x"]).and(table.column("y").streamed(line["y"]))
}

/** Rows of y = 0.5 − 1.5 x + noise of standard deviation 2. */
private fun write(file: Path, rows: Int) {
    val random = Random(1)
    val bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN)
    file.toFile().outputStream().buffered(1 shl 16).use { out ->
        repeat(rows) {
            val x = random.nextGaussian()
            bytes.putDouble(0, x).putDouble(8, 0.5 - 1.5 * x + 2 * random.nextGaussian())
            out.write(bytes.array())
        }
    }
}

private val engine = MeanFieldVi().batches("row", 2000, 3, 10.0, 0.7).draws(100)

/** The fit of a file in a process of its own. */
internal object SmallHeap {

    @JvmStatic
    fun main(args: Array<String>) {
        val fit = engine.fit(line, streamed(Path.of(args[0])))
        println("slope ${fit.estimate("b").value()}")
    }
}

class StreamedFitTest :
    FunSpec({

        test("rows on disk lead to where the same rows in memory lead, and have the same densities") {
            val file = tempdir().toPath().resolve("rows.f64")
            write(file, 30_000)
            val table = Data.raw(file, "x", "y")
            val data = table.column("x").into(line["x"]).and(table.column("y").into(line["y"]))
            val disk = engine.fit(line, streamed(file))
            val memory = engine.fit(line, data)
            for (variable in listOf("a", "b", "sigma")) {
                val deviation = memory.posterior()[variable].standardDeviation().value()
                withClue(variable) { disk.estimate(variable).value() shouldBe (memory.estimate(variable).value() plusOrMinus deviation) }
            }
            disk.elbo().value() shouldBe (memory.elbo().value() plusOrMinus 2.0)
            disk.logDensity(streamed(file)) shouldBe disk.logDensity(data)
        }

        test("memory does not grow with the rows: 48 million bytes of them are fitted in a process that has 32 for everything") {
            val file = tempdir().toPath().resolve("rows.f64")
            write(file, 3_000_000)
            val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
            val classes = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
            val output = File.createTempFile("small", "heap")
            val process = ProcessBuilder(java, "-Xmx32m", "-cp", classes, "org.platen.inference.vi.SmallHeap", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start()
            process.waitFor(120, TimeUnit.SECONDS) shouldBe true
            withClue(output.readText()) {
                val slope = output.readLines().last { it.startsWith("slope ") }.removePrefix("slope ").toDouble()
                slope shouldBe (-1.5 plusOrMinus 5 * 2 / sqrt(3e6))
            }
        }

        test("rows on disk are for batches of their plate") {
            val file = tempdir().toPath().resolve("rows.f64")
            write(file, 10)
            shouldThrow<ModelException> { MeanFieldVi().fit(line, streamed(file)) }.message!! shouldContain "batches(\"row\", 256)"
        }
    })
