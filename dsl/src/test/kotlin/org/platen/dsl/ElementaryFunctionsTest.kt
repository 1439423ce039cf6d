package org.platen.dsl

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeExactly
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import org.platen.dsl.expr.BinaryFunction
import org.platen.dsl.expr.UnaryFunction

/** Values of the special functions with 700 digits, rounded to doubles. */
private val unary = listOf(
    Triple(UnaryFunction.DIGAMMA, 0.001, -1000.5755719318103),
    Triple(UnaryFunction.DIGAMMA, 0.5, -1.9635100260214235),
    Triple(UnaryFunction.DIGAMMA, 3.25, 1.016990911068179),
    Triple(UnaryFunction.DIGAMMA, 1e6, 13.815510057964191),
    Triple(UnaryFunction.LOG_BESSEL_I0, 1e-5, 2.4999999999843754e-11),
    Triple(UnaryFunction.LOG_BESSEL_I0, -5.0, 3.3046817758225333),
    Triple(UnaryFunction.LOG_BESSEL_I0, 29.9, 27.286385310555094),
    Triple(UnaryFunction.LOG_BESSEL_I0, 30.1, 27.483023208951185),
    Triple(UnaryFunction.LOG_BESSEL_I0, 1e4, 9994.475903781433),
    Triple(UnaryFunction.BESSEL_RATIO, 1e-5, 4.9999999999375e-06),
    Triple(UnaryFunction.BESSEL_RATIO, -5.0, -0.8933831370440852),
    Triple(UnaryFunction.BESSEL_RATIO, 29.9, 0.9831328332658057),
    Triple(UnaryFunction.BESSEL_RATIO, 30.1, 0.983245897153711),
    Triple(UnaryFunction.BESSEL_RATIO, 1e4, 0.999949998749875),
    Triple(UnaryFunction.LOG_NORMAL_CDF, -50.0, -1254.8313611394199),
    Triple(UnaryFunction.LOG_NORMAL_CDF, -5.01, -15.116911800640429),
    Triple(UnaryFunction.LOG_NORMAL_CDF, -4.99, -15.01318171768932),
    Triple(UnaryFunction.LOG_NORMAL_CDF, -1.0, -1.8410216450092636),
    Triple(UnaryFunction.LOG_NORMAL_CDF, 3.0, -0.0013508099647481938),
    Triple(UnaryFunction.LOG_NORMAL_CDF, 9.0, -1.1285884059538405e-19),
    Triple(UnaryFunction.SOFTPLUS, -800.0, 0.0),
    Triple(UnaryFunction.SOFTPLUS, 800.0, 800.0),
    Triple(UnaryFunction.SIGMOID, -800.0, 0.0),
    Triple(UnaryFunction.LOG1M_EXP_NEG, 1e-20, ln(1e-20)),
    Triple(UnaryFunction.LOG1M_EXP_NEG, 40.0, -exp(-40.0)),
    Triple(UnaryFunction.LOG_GAMMA, -0.5, 1.2655121234846454),
)

private val polygamma = listOf(
    Triple(1, 0.5, 4.934802200544679),
    Triple(1, 0.001, 1000001.6425331958),
    Triple(2, 3.25, -0.12815694713911513),
    Triple(3, 25.0, 0.0001358846365082737),
    Triple(1, 1e6, 1.0000005000001667e-06),
)

class ElementaryFunctionsTest : FunSpec({

    test("the special functions keep 13 digits") {
        for ((function, x, expected) in unary) {
            withClue("$function($x)") { value(function, x) shouldBe (expected plusOrMinus 1e-13 * abs(expected)) }
        }
    }

    test("the derivatives of digamma keep 13 digits") {
        for ((n, x, expected) in polygamma) {
            withClue("polygamma($n, $x)") {
                value(BinaryFunction.POLYGAMMA, n.toDouble(), x) shouldBe (expected plusOrMinus 1e-13 * abs(expected))
            }
        }
    }

    test("nothing added to nothing is nothing, in logs") {
        val nothing = Double.NEGATIVE_INFINITY
        value(BinaryFunction.LOG_ADD_EXP, nothing, nothing) shouldBeExactly nothing
        value(BinaryFunction.LOG_ADD_EXP, nothing, 3.0) shouldBeExactly 3.0
        value(BinaryFunction.LOG_ADD_EXP, 1e300, 1e300) shouldBeExactly 1e300
    }

    test("no events of probability zero have log probability zero") {
        value(BinaryFunction.X_LOG_Y, 0.0, 0.0) shouldBeExactly 0.0
        value(BinaryFunction.X_LOG_Y, 2.0, 0.0) shouldBeExactly Double.NEGATIVE_INFINITY
    }
})
