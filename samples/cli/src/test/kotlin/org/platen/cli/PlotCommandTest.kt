package org.platen.cli

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import javax.imageio.ImageIO
import kotlin.io.path.readText
import kotlin.io.path.writeText

class PlotCommandTest : FunSpec({
    val folder = tempdir().toPath()
    val table = folder.resolve("faithful.csv").also { it.writeText(faithful) }
    val script = folder.resolve("mixture.platen.kts").also { it.writeText(mixture(2)) }

    fun fit(name: String, vararg arguments: Any) = folder.resolve(name).also {
        platen("fit", *arguments, "--out", it, "-q") shouldBe Said(0, "", "")
    }

    val em = fit("em.platen", script, "--data", table, "--restarts", 1)
    val nuts = fit("nuts.platen", "gaussian-posterior", "-e", "nuts", "--warmup", 100, "--draws", 100)
    val chain = fit("chain.platen", "poisson-hmm", "--restarts", 1)

    test("a fit is drawn as a PNG or an SVG picture, by the end of the name") {
        val png = folder.resolve("trace.png")
        platen("plot", em, "--out", png) shouldBe Said(0, "", "")
        (ImageIO.read(png.toFile()).width > 200) shouldBe true
        val svg = folder.resolve("clusters.svg")
        platen("plot", em, "--kind", "clusters", "--data", table, "--out", svg) shouldBe Said(0, "", "")
        svg.readText() shouldContain "<svg"
    }

    test("a posterior is drawn in every way, with the variables that are named") {
        for (kind in listOf("trace", "forest", "pairs", "density", "draws", "ranks")) {
            val svg = folder.resolve("$kind.svg")
            val named = if (kind == "trace") arrayOf() else arrayOf<Any>("--variables", "mean")
            platen("plot", nuts, "--kind", kind, *named, "--out", svg) shouldBe Said(0, "", "")
            svg.readText() shouldContain "<svg"
        }
    }

    test("a fit of an entry of the zoo finds its rows there") {
        platen("plot", chain, "--kind", "states", "--out", folder.resolve("states.svg")) shouldBe Said(0, "", "")
    }

    test("what cannot be drawn is said in a line") {
        fun refused(vararg arguments: Any): String {
            val said = platen("plot", *arguments)
            said.code shouldBe 1
            said.err.trim().lines().size shouldBe 1
            said.err shouldStartWith "platen plot: "
            return said.err
        }
        val out = folder.resolve("none.png")
        refused(em, "--kind", "clusters", "--out", out) shouldContain "--data table.csv"
        refused(em, "--kind", "forest", "--out", out) shouldContain "--data table.csv"
        refused(em, "--kind", "pairs", "--out", out) shouldContain "is a fit of ExactEm"
        refused(em, "--kind", "trace", "--variables", "mean", "--out", out) shouldContain "shows no single variables"
        refused(em, "--out", folder.resolve("none.pdf")) shouldContain "end in .png or .svg"
        platen("plot", em).code shouldBe 2
    }
})
