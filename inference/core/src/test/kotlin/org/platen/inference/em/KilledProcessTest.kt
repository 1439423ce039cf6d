package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.lang.management.ManagementFactory
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import org.platen.inference.engine.Progress

/** A fit in a process of its own; its checkpoint is the argument. Never ends by itself. */
object KilledProcess {

    val engine: ExactEm = ExactEm().restarts(4).threads(2).tolerance(0.0).iterations(400)

    @JvmStatic
    fun main(arguments: Array<String>) {
        val slowly = Progress.Listener { Thread.sleep(50) }
        engine.checkpoint(Path.of(arguments[0]), 5).progress(slowly).fit(fullMixture(3, 4), iris)
    }
}

class KilledProcessTest :
    FunSpec({

        test("a process that is killed while it writes checkpoints leaves a whole one, and another process goes on from it bit for bit") {
            val file = tempdir().toPath().resolve("fit.checkpoint")
            val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
            val options = ManagementFactory.getRuntimeMXBean().inputArguments.filter { it.startsWith("--add-modules") }
            val command = listOf(java) + options +
                listOf("-cp", System.getProperty("java.class.path"), KilledProcess::class.java.name, file.toString())
            val process = ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file.resolveSibling("output").toFile()).start()
            try {
                val until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60)
                while (iterations(file) < 40 && process.isAlive && System.nanoTime() < until) Thread.sleep(10)
            } finally {
                process.destroyForcibly().waitFor()
            }
            (iterations(file) in 40..1_599) shouldBe true
            Files.readString(file) shouldContain "complete\tfalse"
            KilledProcess.engine.resume(file).fit(fullMixture(3, 4), iris).bits() shouldBe
                KilledProcess.engine.fit(fullMixture(3, 4), iris).bits()
        }
    })

/** Iterations of all starts that a checkpoint holds. */
private fun iterations(file: Path): Int = if (!Files.exists(file)) {
    0
} else {
    Files.readAllLines(file).filter { it.startsWith("trace\t") }.sumOf { it.split(" ").size - 1 }
}
