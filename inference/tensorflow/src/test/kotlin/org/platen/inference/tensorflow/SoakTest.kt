package org.platen.inference.tensorflow

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import java.nio.file.Files
import java.nio.file.Path
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.backend.RowSource
import org.platen.inference.op.Algebra
import org.platen.inference.program.Graph
import org.platen.inference.program.Program
import org.platen.inference.program.Type

/** A program of its own, so that its heap is all resident from the start and what grows is native. */
internal object Soak {
    private const val ROWS = 200
    private const val WIDTH = 50

    private fun residentMegabytes(): Double =
        Files.readAllLines(Path.of("/proc/self/status")).first { it.startsWith("VmRSS") }.filter { it.isDigit() }.toDouble() / 1024

    /** Prints how many runs there were, and by how many megabytes memory grew in them. */
    @JvmStatic
    fun main(arguments: Array<String>) {
        val graph = Graph()
        val algebra = Algebra(graph)
        val x = graph.input("x", Type.of(true, WIDTH))
        val p = graph.input("p", Type.of(false, WIDTH))
        val program = Program.of(mapOf("y" to algebra.exp(algebra.times(x, p))))
        LocalExecutor(1).use { executor ->
            val session = exact.compile(program).session(executor)
            val data = DoubleArray(WIDTH * ROWS) { 0.0001 * it }
            val open = session.input("p")
            val step = { i: Int ->
                open[0] = i * 1e-6
                session.bind("x", List(WIDTH) { RowSource(data, it, WIDTH) })
                session.run(ROWS)
            }
            repeat(1000) { step(it) }
            val before = residentMegabytes()
            val end = TimeSource.Monotonic.markNow() + 20.seconds
            var runs = 0
            while (runs < 20_000 && end.hasNotPassedNow()) {
                step(runs++)
            }
            println("$runs ${residentMegabytes() - before}")
        }
    }
}

class SoakTest : FunSpec({
    test("twenty thousand runs leave memory as it was") {
        if (!Files.exists(Path.of("/proc/self/status"))) {
            println("skipped: resident memory is read from /proc/self/status, which this system does not have")
            return@test
        }
        val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
        val heap = listOf("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch")
        val command = listOf(java) + heap + listOf("-cp", System.getProperty("java.class.path"), Soak::class.java.name)
        val process = ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start()
        val answer = process.inputStream.bufferedReader().readText().trim()
        withClue(answer) {
            process.waitFor() shouldBe 0
            val (runs, growth) = answer.lines().last().split(" ")
            // Each run makes two tensors of 80 kB: kept, a thousand of them would be 160 MB.
            runs.toInt() shouldBeGreaterThan 1000
            growth.toDouble() shouldBeLessThan 60.0
        }
    }
})
