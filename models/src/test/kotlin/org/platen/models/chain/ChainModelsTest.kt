package org.platen.models.chain

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.shouldBe
import kotlin.math.pow
import org.platen.inference.data.Data
import org.platen.inference.em.ExactEm
import org.platen.models.data.Tables
import org.platen.models.zoo.Zoo
import org.platen.models.zoo.data

class ChainModelsTest : FunSpec({
    // Zucchini and MacDonald 2009, chapter 4.
    test("hidden Markov models of the earthquakes have the published likelihoods and rates") {
        val cases = listOf(
            Triple(HiddenMarkov.poissonCounts(2), -341.8787, listOf(15.4208, 26.0182)),
            Triple(HiddenMarkov.poissonCounts(3), -328.5275, listOf(13.1338, 19.7132, 29.7097)),
            Triple(HiddenMarkov.stationaryCounts(3), -329.4603, listOf(13.1457, 19.7211, 29.7145)),
        )
        for ((model, logLikelihood, rates) in cases) {
            val fit = ExactEm().restarts(3).fit(model, Data.of(model["count"], Tables.EARTHQUAKES.column("count")))
            fit.logLikelihood() shouldBe (logLikelihood plusOrMinus 1e-3)
            fit.estimate("rate").values().zip(rates).forEach { (found, rate) -> found shouldBe (rate plusOrMinus 1e-3) }
        }
    }

    // Durbin and Koopman 2012, sections 2.2 and 2.10.
    test("the Nile's level has the published likelihood and variances") {
        val example = Zoo.find("local-level").example()
        val fit = ExactEm().tolerance(1e-15).iterations(3000).fit(example.model(), example.data())
        fit.logLikelihood() shouldBe (-632.5456 plusOrMinus 1e-4)
        fit.estimate("observation").value().pow(2) shouldBe (15098.5 plusOrMinus 1.0)
        fit.estimate("level").value().pow(2) shouldBe (1469.2 plusOrMinus 1.0)
    }

    test("most states of a series of symbols are found") {
        val example = Zoo.find("gaussian-hmm").example()
        val fit = ExactEm().restarts(3).fit(example.model(), example.data())
        val y = example.values().getValue("y")
        val states = fit.assignments(example.model()["s"]).filter { it >= 0 }
        // Numbers above 1 can hardly come from the lower state, N(-1, 0.5), nor those below -1.2 from the upper one, N(2, 1).
        val upper = if (fit.estimate("mean").get(0) > fit.estimate("mean").get(1)) 0 else 1
        val sure = y.indices.filter { y[it] > 1 || y[it] < -1.2 }
        sure.count { (states[it] == upper) == (y[it] > 1) } shouldBeInRange (sure.size * 97 / 100)..sure.size
    }
})
