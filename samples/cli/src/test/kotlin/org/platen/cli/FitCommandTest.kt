package org.platen.cli

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldBeEmpty
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import kotlin.io.path.exists
import kotlin.io.path.writeText

class FitCommandTest : FunSpec({
    val folder = tempdir().toPath()
    val table = folder.resolve("faithful.csv").also { it.writeText(faithful) }
    val script = folder.resolve("mixture.platen.kts").also { it.writeText(mixture(2)) }
    val schools = folder.resolve("schools.platen.kts").also {
        it.writeText(
            """
            val schools = model("schools") {
                val school = plate("school")
                val error by school.given()
                val mu by latent(normal(0.0, 5.0))
                val y by school.observed(normal(mu, error))
            }
            study(schools) { it.column("effect").into(schools["y"]).and(it.column("error").into(schools["error"])) }
            """.trimIndent(),
        )
    }
    // Rubin (1981), table 1.
    val effects = folder.resolve("schools.csv").also {
        it.writeText("effect,error\n28,15\n8,10\n-3,16\n7,11\n-1,9\n1,11\n18,10\n12,18\n")
    }

    test("the mixture of Old Faithful has the log-likelihood that others find") {
        // mclust 6.1, emControl(tol = 1e-14): −1130.264
        val said = platen("fit", script, "--data", table, "--columns", "eruptions,waiting", "--restarts", 3)
        said.code shouldBe 0
        said.out shouldContain "-1130.2640"
    }

    test("--json prints one line for machines, and equal seeds the same one") {
        val arguments = arrayOf("fit", script, "--data", table, "--restarts", 2, "--seed", 5, "--json")
        val said = platen(*arguments)
        said.out.trim().lines().size shouldBe 1
        said.out shouldStartWith """{"model":"mixture","stopped":"converged"""
        Regex("\"logLikelihood\":([-0-9.]+)").find(said.out)!!.groupValues[1].toDouble() shouldBe (-1130.264 plusOrMinus 1e-3)
        platen(*arguments).out shouldBe said.out
    }

    test("a script's own binding reads the table, and every engine fits what it can") {
        // The posterior of mu is Normal: precisions add up, and its mean is the precision-weighted mean of data and prior.
        val rows = listOf(28 to 15, 8 to 10, -3 to 16, 7 to 11, -1 to 9, 1 to 11, 18 to 10, 12 to 18)
        val precision = 1 / 25.0 + rows.sumOf { 1.0 / (it.second * it.second) }
        val mean = rows.sumOf { it.first.toDouble() / (it.second * it.second) } / precision
        fun fitted(vararg options: Any): Double {
            val said = platen("fit", schools, "--data", effects, "--json", *options)
            said.err.shouldBeEmpty()
            return Regex("\"mu\":.*?\"values\":\\[([-0-9.]+)").find(said.out)!!.groupValues[1].toDouble()
        }
        fitted() shouldBe (mean plusOrMinus 1e-6)
        fitted("-e", "vi") shouldBe (mean plusOrMinus 0.05)
        fitted("-e", "nuts", "--chains", 2, "--warmup", 300, "--draws", 1000) shouldBe (mean plusOrMinus 0.5)
    }

    test("--quiet prints nothing") {
        platen("fit", script, "--data", table, "--quiet", "--restarts", 1) shouldBe Said(0, "", "")
    }

    test("a checkpoint that is complete gives its fit again") {
        val checkpoint = folder.resolve("fit.checkpoint")
        val arguments = arrayOf("fit", script, "--data", table, "--restarts", 2, "--json", "--checkpoint", checkpoint, "--resume")
        val first = platen(*arguments)
        checkpoint.exists() shouldBe true
        platen(*arguments).out shouldBe first.out
    }

    test("options of other engines, and what does not go together, are said in a line") {
        fun refused(vararg options: Any): String {
            val said = platen("fit", script, "--data", table, *options)
            said.code shouldBe 1
            said.err.trim().lines().size shouldBe 1
            return said.err
        }
        refused("--draws", 10) shouldBe "platen fit: --engine em knows no --draws\n"
        refused("-e", "nuts", "--restarts", 3) shouldBe "platen fit: --engine nuts knows no --restarts\n"
        refused("-e", "amortized", "--device", "tpu") shouldContain "expected cpu, gpu or gpu:1"
        refused("--resume") shouldContain "--checkpoint file"
        refused("-e", "nuts") shouldContain "'weights'"
    }

    test("what cannot be fitted is said in a line, with --verbose with its place") {
        platen("fit", script).err shouldBe "platen fit: model 'mixture' has no data: name a table with --data table.csv\n"
        platen("fit", script, "--data", folder.resolve("gone.csv")).code shouldBe 1
        platen("fit", script, "--verbose").err shouldContain "\tat org.platen.cli."
        val empty = folder.resolve("empty.platen.kts").also { it.writeText("println(1)") }
        platen("fit", empty, "--data", table).err shouldContain "offers no model"
    }
})
