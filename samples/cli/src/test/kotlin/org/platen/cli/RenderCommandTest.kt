package org.platen.cli

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import kotlin.io.path.readText
import kotlin.io.path.writeText

class RenderCommandTest : FunSpec({
    val folder = tempdir().toPath()
    val script = folder.resolve("mixture.platen.kts").also { it.writeText(mixture(2)) }

    test("a model is shown as its story with its diagram, and as a graph") {
        val text = platen("render", script).out
        text shouldContain "MultivariateNormal(mean[z], covariance[z])"
        text shouldContain "| x  observed  <- mean, z, covariance |"
        val dot = platen("render", script, "--format", "dot")
        dot.code shouldBe 0
        dot.out shouldStartWith "digraph \"mixture\" {"
        dot.out shouldContain "\"z\" -> \"x\";"
    }

    test("a model is drawn without Graphviz") {
        val svg = platen("render", script, "--format", "svg")
        svg.code shouldBe 0
        svg.out shouldStartWith "<svg "
        svg.out shouldContain "<rect class=\"plate\" data-name=\"row\""
    }

    test("it goes to a file when one is named") {
        val file = folder.resolve("mixture.dot")
        platen("render", script, "--format", "dot", "--out", file) shouldBe Said(0, "", "")
        file.readText() shouldStartWith "digraph"
    }
})
