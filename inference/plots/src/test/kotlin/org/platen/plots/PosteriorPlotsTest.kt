package org.platen.plots

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.sqrt
import kotlin.random.Random
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.kotlin.exactEm
import org.platen.inference.kotlin.fit

class PosteriorPlotsTest : FunSpec({

    test("a density has a panel for each number, in the order asked for, and a line for each chain") {
        val shown = Shown(Fits.nuts.plotDensity("tau", "theta[3]", "mu"))
        shown.panels shouldBe listOf("tau", "theta[3]", "mu")
        shown.lines(BLUE) shouldHaveSize 3
        shown.lines(ORANGE) shouldHaveSize 3
        shown.texts shouldContain "eight schools"
    }

    test("without names all unknowns are shown, and functions of them where they are named") {
        Shown(Fits.nuts.plotDensity()).panels.toSet() shouldBe setOf("mu", "tau") + List(8) { "theta[$it]" }
        Shown(Fits.nuts.plotDensity("above")).panels shouldBe List(8) { "above[$it]" }
    }

    test("an approximation has one line and no legend") {
        val shown = Shown(Fits.variational.plotDensity("tau"))
        shown.lines(BLUE) shouldHaveSize 1
        shown.texts.contains("chain") shouldBe false
    }

    test("draws stand in their order, a line for each chain") {
        val shown = Shown(Fits.nuts.plotDraws("mu"))
        val draws = Fits.nuts.draws().chains(Fits.nuts.model()["mu"], 0)
        val first = shown.lines(BLUE).first { it.size > 2 }
        first shouldHaveSize 100
        // Further up on paper is a smaller y.
        first.map { it.second }.withIndex().minBy { it.value }.index shouldBe draws[0].withIndex().maxBy { it.value }.index
    }

    test("ranks are counted among the draws of all chains") {
        // Of 40 draws two fall in each of 20 bins: the low half is the first chain's, the high half the second's.
        val counts = rankCounts(listOf(DoubleArray(20) { it.toDouble() }, DoubleArray(20) { 100.0 + it }))
        counts.map { it.toList() } shouldBe listOf(List(20) { if (it < 10) 2 else 0 }, List(20) { if (it < 10) 0 else 2 })
        Shown(Fits.nuts.plotRanks("mu", "tau")).panels shouldBe listOf("mu", "tau")
    }

    test("pairs are scatters below a diagonal of histograms, with divergent draws marked") {
        val shown = Shown(Fits.nuts.plotPairs("mu", "tau", "theta[0]"))
        shown.dots(BLUE) shouldHaveSize 3 * 200
        shown.dots(ORANGE) shouldHaveSize 3 * Fits.nuts.divergences()
        shown.texts shouldContainAll listOf("mu", "tau", "theta[0]", "eight schools")
    }

    test("numbers that are not there, and too many, are refused with what there is") {
        shouldThrow<ModelException> { Fits.nuts.plotDensity("theta[8]") }.message shouldBe
            "'theta[8]' is no number of 'theta', which has those from 'theta[0]' to 'theta[7]'"
        shouldThrow<ModelException> { Fits.nuts.plotDensity("y") }.message shouldBe
            "'y' was not drawn; there are draws of ${Fits.nuts.draws().variables()}"
        shouldThrow<ModelException> { Fits.nuts.plotPairs("theta") }.message shouldBe
            "this picture shows at most 7 numbers, but [theta] are 8. Name some, for example 'theta[0]'"
    }

    test("a forest stands in the order asked for, with two intervals and a dot for each number") {
        val shown = Shown(Fits.nuts.plotForest("tau", "theta", mass = 0.8))
        val labels = listOf("tau") + List(8) { "theta[$it]" }
        shown.texts.filter { it in labels }.toSet() shouldBe labels.toSet()
        shown.segments(BLUE) shouldHaveSize 2 * 9
        shown.texts shouldContain "Thick: 50 %, thin: 80 % of the posterior"
    }

    test("several fits have a colour each") {
        val shown = Shown(plotForest(mapOf("NUTS" to Fits.nuts, "mean field" to Fits.variational), "mu"))
        shown.segments(BLUE).size shouldBe shown.segments(ORANGE).size
        shown.texts shouldContainAll listOf("NUTS", "mean field")
    }

    test("posterior intervals end at quantiles of the draws") {
        val sorted = Fits.nuts.draws().of(Fits.nuts.model()["mu"], 0).sorted()

        // Hyndman and Fan (1996), definition 7: between the order statistics around p (n - 1), counted from 0, of n = 200.
        fun between(order: Int, part: Double) = (1 - part) * sorted[order] + part * sorted[order + 1] plusOrMinus 1e-9
        val interval = intervals(Fits.nuts, listOf("mu"), 0.9).single()
        interval.middle shouldBe between(99, 0.5)
        interval.inner.first shouldBe between(49, 0.75)
        interval.inner.second shouldBe between(149, 0.25)
        interval.outer.first shouldBe between(9, 0.95)
        interval.outer.second shouldBe between(189, 0.05)
    }

    test("intervals of maximum likelihood are those of the mean's standard error") {
        val values = DoubleArray(25) { Random(it).nextDouble() }
        val declared = model("normal") {
            val mean by parameter(real())
            val scale by parameter(positive())
            plate("row").observed("x", normal(mean, scale))
        }
        val fit = declared.fit(Data.of(declared["x"], values), exactEm())
        val mean = values.average()
        val error = sqrt(values.sumOf { (it - mean) * (it - mean) } / 25 / 25)
        val interval = intervals(fit, listOf("mean"), 0.9).single()
        interval.middle shouldBe (mean plusOrMinus 1e-6)
        // R: qnorm(0.75) and qnorm(0.95).
        interval.inner.second shouldBe (mean + 0.6744897501960817 * error plusOrMinus 1e-5)
        interval.outer.first shouldBe (mean - 1.6448536269514722 * error plusOrMinus 1e-5)
        Shown(fit.plotForest()).texts shouldContain "Thick: 50 %, thin: 90 % confidence by standard errors"
    }
})
