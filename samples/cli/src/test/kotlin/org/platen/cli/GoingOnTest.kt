package org.platen.cli

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import kotlin.io.path.exists
import kotlin.io.path.writeText
import org.platen.dsl.kotlin.halfNormal
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.files.save

class GoingOnTest : FunSpec({
    val folder = tempdir().toPath()
    val random = Random(4)
    val table = folder.resolve("y.csv").also { file ->
        file.writeText("y\n" + (1..64).joinToString("\n") { (3 + random.nextGaussian()).toString() } + "\n")
    }
    val level = folder.resolve("level.json").also {
        model("level") {
            val mu by latent(normal(0.0, 5.0))
            val sigma by latent(halfNormal(2.0))
            plate("row").observed("y", normal(mu, sigma))
        }.save(it)
    }

    fun fit(vararg options: Any) = platen("fit", level, "--data", table, "--json", *options)

    fun printed(vararg options: Any): String = fit(*options).also { it.err shouldBe "" }.out

    test("a fit goes on from a file with the state of its optimiser to where it would have come at once") {
        // No other machine or device is asked for, so that training and its answers repeat bit for bit.
        for (engine in listOf("amortized", "vi")) {
            val options = arrayOf<Any>("-e", engine, "--batch-size", 16)
            val half = folder.resolve("$engine.platen")
            val begun = printed(*options, "--epochs", 2, "--keep-optimizer", "--out", half)
            platen("info", half).out shouldContain "platen fit --from goes on"
            val whole = printed(*options, "--epochs", 4)
            whole shouldNotBe begun
            printed(*options, "--epochs", 4, "--from", half) shouldBe whole
        }
    }

    test("EM starts at the estimates of any fit of its own") {
        val one = folder.resolve("one.json")
        printed("--iterations", 1, "--out", one)
        val end = Regex("\"logLikelihood\":([-0-9.]{10})")
        fun reached(text: String) = end.find(text)!!.groupValues[1]
        reached(printed("--from", one)) shouldBe reached(printed())
    }

    test("what cannot be gone on from is said before anything is fitted, with what to do") {
        val plain = folder.resolve("plain.platen")
        printed("-e", "amortized", "--epochs", 1, "--out", plain)
        val said = fit("-e", "amortized", "--epochs", 2, "--from", plain)
        said.code shouldBe 1
        said.err shouldContain "platen fit: --from $plain: this fit of 'level' holds no state of its optimiser"
        said.err shouldContain "platen fit --keep-optimizer"
        fit("-e", "vi", "--from", plain).err shouldContain "MeanFieldVi goes on from fits of its own, not from a fit of class AmortizedFit"
        val half = folder.resolve("amortized.half.platen")
        printed("-e", "amortized", "--epochs", 1, "--keep-optimizer", "--out", half)
        fit("-e", "amortized", "--epochs", 2, "--seed", 3, "--from", half).err shouldContain "seed was '1' there and is '3' here"
        fit("--from", folder.resolve("none.platen")).err shouldBe "platen fit: there is no file ${folder.resolve("none.platen")}\n"
    }

    test("options that do not go together are refused") {
        fun refused(vararg options: Any): String = fit(*options).also { it.code shouldBe 1 }.err
        refused("--keep-optimizer") shouldContain "--keep-optimizer: say where the fit is saved, with --out file"
        val out = folder.resolve("out.platen")
        refused("-e", "nuts", "--keep-optimizer", "--out", out) shouldContain "--engine nuts knows no --keep-optimizer"
        refused("-e", "vi", "--keep-optimizer", "--out", out) shouldContain "--epochs and --keep-optimizer take --batch-size"
        refused("--resume", "--checkpoint", out, "--from", out) shouldContain "--resume and --from both say what to go on from: give one"
        out.exists() shouldBe false
    }
})
