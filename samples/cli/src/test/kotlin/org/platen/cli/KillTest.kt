package org.platen.cli

import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.util.concurrent.TimeUnit
import kotlin.io.path.deleteExisting
import kotlin.io.path.exists
import kotlin.io.path.getLastModifiedTime
import kotlin.io.path.readText
import kotlin.io.path.writeText
import kotlin.random.Random
import kotlin.time.Duration.Companion.seconds
import org.platen.inference.checkpoint.CheckpointFile

/** `-Dplaten.kills=100` is a stress test. */
class KillTest : FunSpec({
    val kills = Integer.getInteger("platen.kills", 4)
    val folder = tempdir().toPath()
    val table = folder.resolve("faithful.csv").also { it.writeText(faithful) }
    val script = folder.resolve("mixture.platen.kts").also { it.writeText(mixture(4)) }
    val options = arrayOf("fit", script, "--data", table, "--restarts", 20, "--json")
    val uninterrupted = platen(*options).also { it.err shouldBe "" }.out

    fun written(file: Path): FileTime? = if (file.exists()) file.getLastModifiedTime() else null

    test("killed at any moment, a fit leaves a checkpoint that can be read, and ends as one that was never killed") {
        val random = Random(7)
        val checkpoint = folder.resolve("killed.checkpoint")
        val kept = options + arrayOf("--checkpoint", checkpoint, "--checkpoint-every", 0.02, "--resume")
        repeat(kills) { kill ->
            val before = written(checkpoint)
            val process = process(folder, *kept)
            // Every other kill strikes while the fit writes checkpoints, the rest at any time from the start of the process.
            while (kill % 2 == 1 && process.isAlive && written(checkpoint) == before) {
                Thread.sleep(1)
            }
            process.waitFor(random.nextLong(if (kill % 2 == 1) 1000 else 4000), TimeUnit.MILLISECONDS)
            process.destroyForcibly().waitFor()
            withClue("kill $kill") {
                if (checkpoint.exists()) {
                    CheckpointFile.read(checkpoint)
                }
                if (process.exitValue() == 0) {
                    folder.resolve("said.txt").readText() shouldBe uninterrupted
                    checkpoint.deleteExisting()
                }
            }
        }
        platen(*kept).out shouldBe uninterrupted
    }

    test("told to end, a fit keeps where it stands, says how to go on, and goes on to the same end") {
        val checkpoint = folder.resolve("stopped.checkpoint")
        val kept = options + arrayOf("--checkpoint", checkpoint, "--resume")
        val process = process(folder, *kept)
        eventually(300.seconds) { (checkpoint.exists() || !process.isAlive) shouldBe true }
        process.destroy()
        // 143: ended by SIGTERM. A fast machine may have been done before.
        process.waitFor() shouldBeIn listOf(143, 0)
        if (process.exitValue() == 143) {
            folder.resolve("said.txt").readText() shouldContain
                "stopped before the end; --resume goes on from $checkpoint: the same command again"
        }
        platen(*kept).out shouldBe uninterrupted
    }

    for ((engine, short) in mapOf(
        "vi" to arrayOf<Any>("--restarts", 200),
        "nuts" to arrayOf<Any>("--draws", 5_000, "--chains", 2),
        "amortized" to arrayOf<Any>("--epochs", 200),
    )) {
        test("the same with --engine $engine") {
            val fit: Array<Any> = arrayOf("fit", "linear-regression-posterior", "--engine", engine, *short, "--json")
            val kept = arrayOf(*fit, "--checkpoint", folder.resolve("$engine.checkpoint"), "--checkpoint-every", 0.1, "--resume")
            val process = process(folder, *kept)
            eventually(300.seconds) { (folder.resolve("$engine.checkpoint").exists() || !process.isAlive) shouldBe true }
            process.destroy()
            process.waitFor() shouldBeIn listOf(143, 0)
            platen(*kept).out shouldBe platen(*fit).out
        }
    }

    // A shell that starts this in the background has it ignore the keyboard.
    val status = Path.of("/proc/self/status")
    val minded =
        status.exists() &&
            status.readText().lines().single { it.startsWith("SigIgn:") }.substringAfter(':').trim().toULong(16) and 2UL == 0UL

    test("stopped from the keyboard, the exit code is 130").config(enabled = minded) {
        val checkpoint = folder.resolve("keyboard.checkpoint")
        val process =
            process(folder, "fit", script, "--data", table, "--restarts", 20_000, "--checkpoint", checkpoint, "--checkpoint-every", 0.1)
        eventually(300.seconds) { checkpoint.exists() shouldBe true }
        ProcessBuilder("kill", "-INT", process.pid().toString()).start().waitFor() shouldBe 0
        process.waitFor() shouldBe 130
        folder.resolve("said.txt").readText() shouldContain "platen fit: stopped before the end; --resume goes on from $checkpoint"
    }

    test("told to end before there are draws, a fit says so, and how to go on") {
        val checkpoint = folder.resolve("warm-up.checkpoint")
        val kept = arrayOf<Any>("fit", "eight-schools", "--engine", "nuts", "--warmup", 10_000_000, "--checkpoint", checkpoint)
        val process = process(folder, *kept, "--checkpoint-every", 0.1)
        eventually(300.seconds) { checkpoint.exists() shouldBe true }
        process.destroy()
        process.waitFor() shouldBe 143
        folder.resolve("said.txt").readText() shouldContain
            "before there were draws; --resume goes on from $checkpoint: the same command with --resume"
    }

    test("a script that ends the process, and one that minds no end, are not waited for") {
        val ends = folder.resolve("ends.platen.kts").also { it.writeText("kotlin.system.exitProcess(7)") }
        process(folder, "run", ends).waitFor() shouldBe 7
        folder.resolve("said.txt").readText() shouldBe ""
        val goesOn = folder.resolve("goes-on.platen.kts").also { it.writeText("println(1)\nwhile (true) Thread.sleep(10)") }
        val process = process(folder, "run", goesOn)
        eventually(300.seconds) { folder.resolve("said.txt").readText().trim() shouldBe "1" }
        process.destroy()
        process.waitFor() shouldBe 143
        folder.resolve("said.txt").readText().trim() shouldBe "1"
    }
})
