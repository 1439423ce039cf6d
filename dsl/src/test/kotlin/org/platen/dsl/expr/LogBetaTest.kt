package org.platen.dsl.expr

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import kotlin.math.max
import org.platen.dsl.evaluateScalar
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.logBeta

/** log Γ(a) + log Γ(b) − log Γ(a + b) with 700 digits. */
private val values = listOf(
    Triple(1.0, 1.0, 0.0),
    Triple(0.5, 0.5, 1.1447298858494002),
    Triple(2.0, 3.0, -2.4849066497880004),
    Triple(1e-300, 1e-300, 691.4686750787737),
    Triple(1e-10, 5.0, 23.025850929732123),
    Triple(9.9, 9.9, -13.592448519002671),
    Triple(10.0, 10.0, -13.736229227036555),
    Triple(10.1, 10.1, -13.879957438525562),
    Triple(12.5, 0.25, 0.664138816410165),
    Triple(0.5, 1e15, -16.69702325453064),
    Triple(3e-5, 1e10, 10.413605085044484),
    Triple(1e6, 1e6, -1386300.003362921),
    Triple(1e15, 1e-15, 34.53877639491065),
    Triple(1e15, 1e14, -335099707084177.06),
)

class LogBetaTest : FunSpec({
    for ((a, b, expected) in values) {
        test("log B($a, $b) keeps its digits in either order") {
            val tolerance = 2e-14 * max(1.0, abs(expected))
            evaluateScalar(logBeta(constant(a), constant(b))) shouldBe (expected plusOrMinus tolerance)
            evaluateScalar(logBeta(constant(b), constant(a))) shouldBe (expected plusOrMinus tolerance)
        }
    }
})
