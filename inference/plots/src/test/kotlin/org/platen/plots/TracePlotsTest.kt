package org.platen.plots

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe

class TracePlotsTest : FunSpec({

    test("every start of EM is a line, and the best one is blue") {
        val shown = Shown(Fits.mixture.plotTrace())
        Fits.mixture.traces() shouldHaveSize 3
        shown.lines(GREY) shouldHaveSize 3
        shown.lines(BLUE) shouldHaveSize 1
        shown.texts shouldContain "two groups"
        shown.texts shouldContain "log-likelihood (nats)"
        shown.texts shouldContain "Blue: the best of 3 starts. Grey: the others"
    }

    test("the line of the best start rises from iteration to iteration as the objective does") {
        val line = Shown(Fits.mixture.plotTrace("Convergence")).lines(BLUE).single()
        val trace = Fits.mixture.trace()
        line shouldHaveSize trace.size
        val (first, last) = line.first() to line.last()
        val scale = (last.second - first.second) / (trace.last() - trace.first())
        line.forEachIndexed { i, (x, y) ->
            x shouldBe (first.first + (last.first - first.first) * i / (trace.size - 1) plusOrMinus 1e-6)
            y shouldBe (first.second + scale * (trace[i] - trace[0]) plusOrMinus 1e-3)
        }
    }

    test("chains of NUTS have a line each, and variational inference shows its bound") {
        val shown = Shown(Fits.nuts.plotTrace())
        shown.lines(BLUE) shouldHaveSize 1
        shown.lines(ORANGE) shouldHaveSize 1
        shown.texts shouldContain "log posterior density, unconstrained (nats)"
        Shown(Fits.variational.plotTrace()).texts shouldContain "evidence lower bound (nats)"
    }

    test("training shows losses of trained and held-out rows, and the two parts of the bound, by step") {
        val shown = Shown(Fits.autoencoder.plotTrace())
        shown.panels shouldBe listOf("loss", "reconstruction, negated", "divergence from the prior")
        shown.lines(BLUE) shouldHaveSize 3
        shown.lines(ORANGE).single() shouldHaveSize Fits.autoencoder.history().count { it.validationLoss().isPresent }
        shown.texts shouldContain "nats a row"
    }
})
