package org.platen.inference.mcmc

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.pow
import kotlin.math.sqrt

class DualAveragingTest : FunSpec({

    test("steps follow equation 6 of Hoffman and Gelman (2014)") {
        val averaging = DualAveraging(0.8, 0.3)
        val acceptances = listOf(0.1, 0.95, 0.7, 1.0, 0.0)
        var errors = 0.0
        var logAverage = 0.0
        acceptances.forEachIndexed { i, acceptance ->
            val t = i + 1.0
            errors = (1 - 1 / (t + 10)) * errors + 1 / (t + 10) * (0.8 - acceptance)
            val logStep = ln(10 * 0.3) - sqrt(t) / 0.05 * errors
            logAverage = t.pow(-0.75) * logStep + (1 - t.pow(-0.75)) * logAverage
            averaging.learn(acceptance)
            averaging.step() shouldBe (exp(logStep) plusOrMinus 1e-12)
            averaging.averagedStep() shouldBe (exp(logAverage) plusOrMinus 1e-12)
        }
    }

    test("the step finds the target where acceptance falls with it") {
        val averaging = DualAveraging(0.8, 1.0)
        repeat(5000) { averaging.learn(exp(-averaging.step())) }
        averaging.averagedStep() shouldBe (-ln(0.8) plusOrMinus 2e-3)
    }

    test("without iterations the step is the first one") {
        DualAveraging(0.8, 0.3).averagedStep() shouldBe (0.3 plusOrMinus 1e-15)
    }
})
