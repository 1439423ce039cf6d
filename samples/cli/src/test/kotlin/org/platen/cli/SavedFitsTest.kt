package org.platen.cli

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import kotlin.io.path.readText
import kotlin.io.path.writeText
import org.platen.inference.data.Data

class SavedFitsTest : FunSpec({
    val folder = tempdir().toPath()
    val table = folder.resolve("faithful.csv").also { it.writeText(faithful) }
    val fits = (1..3).associateWith { clusters ->
        val script = folder.resolve("mixture$clusters.platen.kts").also { it.writeText(mixture(clusters)) }
        val file = folder.resolve("$clusters.platen")
        platen("fit", script, "--data", table, "--restarts", 3, "--out", file, "--quiet") shouldBe Said(0, "", "")
        file
    }

    fun csv(text: String) = Data.csv(text.reader(), "table")

    test("a table is scored by a fit that was saved") {
        val out = folder.resolve("scores.csv")
        platen("score", fits[2]!!, "--data", table, "--out", out) shouldBe Said(0, "", "")
        val scores = csv(out.readText())
        scores.names() shouldBe listOf("log_density", "z")
        val (density, cluster) = scores.columns("log_density", "z").values()
        density.sum() shouldBe (-1130.264 plusOrMinus 1e-3)
        // Weights 0.3559 and 0.6441 of 272 eruptions; few of them are in doubt.
        minOf(cluster.count { it == 0.0 }, cluster.count { it == 1.0 }).toDouble() shouldBe (0.3559 * 272 plusOrMinus 3.0)
        platen("score", fits[2]!!, "--data", table, "--json").out shouldContain Regex("\"total\":-1130\\.26")
    }

    test("texts of later tables are numbered as those that were fitted") {
        val script = folder.resolve("mice.platen.kts").also {
            it.writeText(
                """
                val mice = model("mice") {
                    val strain = plate("strain")
                    val mouse = plate("mouse")
                    val kind by mouse.given(index(strain))
                    val level by strain.latent(normal(20, 5))
                    mouse.observed("weight", normal(level[kind], 1))
                }
                """.trimIndent(),
            )
        }
        val mice = folder.resolve("mice.csv").also { it.writeText("kind,weight\nwhite,21\nbrown,17\nwhite,23\nbrown,18\n") }
        val fit = folder.resolve("mice.platen")
        platen("fit", script, "--data", mice, "--engine", "vi", "--out", fit, "--quiet") shouldBe Said(0, "", "")
        val whites = folder.resolve("whites.csv").also { it.writeText("kind,weight\nwhite,22\n") }
        // The posterior of a level has precision 2 + 1 / 25, so the predictive density at 22 is that of Normal(21.96, variance 1.49).
        csv(platen("score", fit, "--data", whites).out).column("log_density").values().single().single() shouldBe (-1.12 plusOrMinus 0.2)
        val others = folder.resolve("others.csv").also { it.writeText("kind,weight\ngrey,22\n") }
        platen("score", fit, "--data", others).err shouldContain "found 'grey', expected one of [brown, white]"
    }

    test("data are drawn from a fit, the same for the same seed, and have the moments of those that were fitted") {
        val drawn = platen("sample", fits[1]!!, "--rows", 20_000, "--seed", 4)
        drawn.code shouldBe 0
        val (x, y) = csv(drawn.out).columns("x1", "x2").values()
        // R: colMeans(faithful) is 3.487783 and 70.89706; a standard error of the means is sd / √20000 = 0.008 and 0.1.
        x.average() shouldBe (3.487783 plusOrMinus 0.04)
        y.average() shouldBe (70.89706 plusOrMinus 0.5)
        platen("sample", fits[1]!!, "--rows", 20_000, "--seed", 4).out shouldBe drawn.out
        platen("sample", fits[1]!!).err shouldContain "--rows"
    }

    test("fits are compared, and the best is named") {
        val compared = platen("compare", fits[1]!!, fits[2]!!, fits[3]!!)
        compared.code shouldBe 0
        // mclust 6.1: three components have the higher likelihood, two the better BIC among free covariances.
        compared.out shouldContain "Best by BIC: ${fits[2]}"
        platen("compare", fits[1]!!, fits[2]!!, "--json", "--criterion", "icl").out shouldContain "\"best\":\"${fits[2]}\""
        val other = folder.resolve("other.platen")
        val half = folder.resolve("half.csv").also { it.writeText(faithful.lines().take(150).joinToString("\n")) }
        platen("fit", folder.resolve("mixture2.platen.kts"), "--data", half, "--restarts", 1, "--out", other, "-q").code shouldBe 0
        platen("compare", fits[2]!!, other).err shouldContain "cannot be compared"
    }

    test("a file tells what it holds, and how it was made") {
        val info = platen("info", fits[2]!!)
        info.out shouldContain Regex("holds +fit")
        info.out shouldContain Regex("engine +ExactEm")
        info.out shouldContain Regex("seed +1")
        platen("info", fits[2]!!, "--json").out shouldStartWith """{"holds":"fit","model":"mixture""""
        platen("info", table).out shouldContain Regex("rows +272")
        val checkpoint = folder.resolve("a.checkpoint")
        platen(
            "fit",
            folder.resolve(
                "mixture2.platen.kts",
            ),
            "--data", table, "--restarts", 1, "--checkpoint", checkpoint, "-q",
        ).code shouldBe
            0
        platen("info", checkpoint).out shouldContain Regex("holds +checkpoint")
        for (engine in listOf("vi", "nuts", "amortized")) {
            val other = folder.resolve("$engine.checkpoint")
            val short = if (engine == "amortized") arrayOf<Any>("--epochs", 1) else arrayOf<Any>("--draws", 10)
            platen("fit", "gaussian-posterior", "-e", engine, *short, "--checkpoint", other, "-q") shouldBe Said(0, "", "")
            platen("info", other).out shouldContain "gaussian-posterior"
        }
        platen("info", folder.resolve("mixture2.platen.kts")).code shouldBe 1
    }

    test("the model in a file is rendered and fitted again") {
        platen("render", fits[2]!!).out shouldContain "MultivariateNormal(mean[z], covariance[z])"
        platen("fit", fits[2]!!, "--data", table, "--restarts", 3).out shouldContain "-1130.2640"
    }

    test("a damaged file is said in a line") {
        val damaged = folder.resolve("damaged.platen").also { it.writeText("PK and nothing more") }
        val said = platen("score", damaged, "--data", table)
        said.code shouldBe 1
        said.err.trim().lines().size shouldBe 1
    }
})
