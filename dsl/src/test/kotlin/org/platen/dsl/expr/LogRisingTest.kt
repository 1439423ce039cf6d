package org.platen.dsl.expr

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.ln
import kotlin.math.sqrt
import org.apache.commons.numbers.gamma.LogGamma
import org.platen.dsl.evaluateScalar
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.logRising

private fun rising(base: Double, increase: Double) = evaluateScalar(logRising(constant(base), constant(increase)))

class LogRisingTest : FunSpec({

    test("a whole increase is the product base (base + 1) …, on both sides of the change of formula") {
        for (base in listOf(1e-8, 0.3, 9.999, 10.0, 10.001, 1e5, 1e9, 1e15)) {
            for (count in listOf(0, 1, 2, 10, 5000)) {
                val expected = (0 until count).sumOf { ln(base + it) }
                withClue("$count from $base") {
                    rising(base, count.toDouble()) shouldBe
                        (expected plusOrMinus 1e-13 * (1 + count) * ln(10 + base))
                }
            }
        }
    }

    test("half a step from a large base is half a logarithm, Abramowitz and Stegun 6.1.47") {
        // Γ(z + 1/2) / Γ(z) = √z (1 − 1 / (8 z) + …)
        for (base in listOf(1e6, 1e10, 1e200)) {
            rising(base, 0.5) shouldBe (0.5 * ln(base) - 1 / (8 * base) plusOrMinus 1e-13)
        }
    }

    test("an increase may be much larger than its base") {
        for ((base, increase) in listOf(12.0 to 1e6, 1e-3 to 1e6, 11.0 to 0.25)) {
            val expected = LogGamma.value(base + increase) - LogGamma.value(base)
            rising(base, increase) shouldBe (expected plusOrMinus 1e-14 * (20 + expected))
        }
    }

    test("Γ(1/2) is √π from any side") {
        rising(0.5, 0.5) shouldBe (-ln(sqrt(Math.PI)) plusOrMinus 1e-15)
        rising(0.5, 1.0) shouldBe (ln(0.5) plusOrMinus 1e-15)
    }
})
