package org.platen.cli

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import kotlin.io.path.createDirectory
import kotlin.io.path.exists
import kotlin.io.path.writeText

/** What a user gets wrong is said in a line, with the command's name, without names of classes. */
class WrongInputsTest : FunSpec({
    val folder = tempdir().toPath()
    val script = folder.resolve("mixture.platen.kts").also { it.writeText(mixture(2)) }
    val table = folder.resolve("faithful.csv").also { it.writeText(faithful) }

    fun table(name: String, text: String) = folder.resolve(name).also { it.writeText(text) }

    fun refused(vararg arguments: Any, said: String) {
        val answer = platen(*arguments)
        withClue(arguments.joinToString(" ")) {
            answer.code shouldBe 1
            answer.err.trim().lines().size shouldBe 1
            answer.err shouldStartWith "platen ${arguments[0]}: "
            answer.err shouldContain said
            answer.err shouldNotContain "Exception"
        }
    }

    test("tables") {
        refused(
            "fit",
            script,
            "--data",
            table,
            "--columns",
            "eruption,waiting",
            said = "no column 'eruption', did you mean 'eruptions'? It has [eruptions, waiting].",
        )
        refused("fit", script, "--data", table, "--bind", "x=eruptions", said = "'x' takes 2 columns, found 1: [eruptions]")
        refused(
            "fit",
            script,
            "--data",
            table("five.csv", "a,b,c\n1,2,3\n"),
            said = "'x' takes 2 columns, found 3: [a, b, c]. Name those that it takes, --columns a,b",
        )
        refused("fit", script, "--data", table("text.csv", "a,b\n1,2\none,2\n"), said = "line 3 of text.csv")
        refused("fit", script, "--data", table("empty.csv", ""), said = "empty.csv is empty")
        refused("fit", script, "--data", table("header.csv", "a,b\n"), said = "no rows")
        refused("fit", script, "--data", folder.resolve("gone.csv"), said = "no such file")
        refused("fit", script, "--data", folder, said = "cannot read")
    }

    test("tables of which to choose the number of clusters") {
        refused("select", "--data", table, "--columns", "eruption", said = "did you mean 'eruptions'?")
        refused("select", "--data", table("words.csv", "a\none\ntwo\n"), "--most", 2, said = "found 'one'")
    }

    test("numbers that mean nothing") {
        refused("fit", script, "--data", table, "--threads", 0, said = "at least 1")
        refused("fit", script, "--data", table, "--restarts", 0, said = "at least 1")
        refused("fit", "gaussian-posterior", "--engine", "nuts", "--chains", 0, said = "at least 1")
    }

    test("what is not understood is told with its option, and where to read on") {
        for ((option, value, said) in listOf(
            Triple("--engine", "emm", "expected one of [EM, VI, AMORTIZED, NUTS]"),
            Triple("--seed", "abc", "'abc' is no whole number"),
            Triple("--time-limit", "soon", "'soon' is no number"),
        )) {
            val answer = platen("fit", script, option, value)
            answer.code shouldBe 2
            answer.err shouldStartWith "platen fit: Invalid value for option '$option': "
            answer.err shouldContain said
            answer.err.trim().lines().last() shouldBe "platen fit --help tells what it understands"
        }
    }

    test("places that cannot be written to are told before the work") {
        val nowhere = folder.resolve("nowhere")
        refused("fit", script, "--data", table, "--out", nowhere.resolve("a.platen"), said = "there is no folder $nowhere")
        refused("fit", script, "--data", table, "--checkpoint", nowhere.resolve("a"), said = "there is no folder $nowhere")
        refused("fit", script, "--data", table, "--out", folder.resolve("a.csv"), said = "names of fits end in .platen or .json")
        val taken = folder.resolve("taken.json").createDirectory()
        refused("fit", script, "--data", table, "--out", taken, said = "that is a folder")
        refused("faithful", "--picture", nowhere.resolve("a.png"), said = "there is no folder $nowhere")
        refused("faithful", "--picture", folder.resolve("a.gif"), said = "names of pictures end in .png")
        refused("render", script, "--out", nowhere.resolve("a.svg"), said = "there is no folder $nowhere")
        folder.resolve("a.csv").exists() shouldBe false
    }

    test("fits that are not there, or none") {
        refused("sample", folder.resolve("gone.platen"), "--rows", 3, said = "there is no file")
        refused("score", table, "--data", table, said = "cannot read a fit")
        refused("compare", folder.resolve("gone.platen"), said = "there is no file")
        refused("info", folder, said = "is a folder")
    }

    test("a checkpoint of another seed, model, data or engine is not gone on from") {
        val checkpoint = folder.resolve("a.checkpoint")
        platen("fit", script, "--data", table, "--restarts", 1, "--checkpoint", checkpoint, "-q").code shouldBe 0
        val resumed = arrayOf("--restarts", 1, "--checkpoint", checkpoint, "--resume")
        refused("fit", script, "--data", table, *resumed, "--seed", 2, said = "seed was '1' there and is '2' here")
        refused("fit", "gaussian-mixture", *resumed, said = "model was 'mixture' there")
        refused("fit", script, "--data", table("less.csv", faithful.lines().take(100).joinToString("\n")), *resumed, said = "data")
        refused(
            "fit",
            "gaussian-posterior",
            "-e",
            "nuts",
            "--checkpoint",
            checkpoint,
            "--resume",
            said = "is a checkpoint of another engine",
        )
        val numbers = folder.resolve("numbers.checkpoint")
        platen("fit", "gaussian-posterior", "-e", "vi", "--checkpoint", numbers, "-q").code shouldBe 0
        refused("fit", "gaussian-posterior", "--checkpoint", numbers, "--resume", said = "is a checkpoint of another engine")
        refused("fit", "gaussian-posterior", "-e", "nuts", "--checkpoint", numbers, "--resume", said = "engine was 'MeanFieldVi' there")
    }

    test("errors of the JVM are told in a line too, with the script's where it has one") {
        val deep = folder.resolve("deep.platen.kts").also { it.writeText("fun f(n: Int): Int = f(n + 1) + 1\nf(0)") }
        val answer = platen("run", deep)
        answer.code shouldBe 1
        answer.err shouldBe "platen run: deep.platen.kts:1: java.lang.StackOverflowError\n"
        val later = folder.resolve("later.platen.kts").also { it.writeText("TODO(\"later\")") }
        refused("run", later, said = "later.platen.kts:1: An operation is not implemented: later")
        val large = folder.resolve("large.platen.kts").also { it.writeText("IntArray(Int.MAX_VALUE).size") }
        refused("run", large, said = "not enough memory")
    }
})
