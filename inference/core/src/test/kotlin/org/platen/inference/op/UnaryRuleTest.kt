package org.platen.inference.op

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import kotlin.Double.Companion.NEGATIVE_INFINITY
import kotlin.Double.Companion.POSITIVE_INFINITY
import org.platen.inference.Interpreter
import org.platen.inference.Value
import org.platen.inference.assertClose
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.derivative
import org.platen.inference.op.UnaryRule.ABS
import org.platen.inference.op.UnaryRule.ATAN
import org.platen.inference.op.UnaryRule.BESSEL_RATIO
import org.platen.inference.op.UnaryRule.DIGAMMA
import org.platen.inference.op.UnaryRule.ERF
import org.platen.inference.op.UnaryRule.EXP
import org.platen.inference.op.UnaryRule.EXPM1
import org.platen.inference.op.UnaryRule.FLOOR
import org.platen.inference.op.UnaryRule.INVERSE_MILLS
import org.platen.inference.op.UnaryRule.IS_NAN
import org.platen.inference.op.UnaryRule.LOG
import org.platen.inference.op.UnaryRule.LOG1M_EXP_NEG
import org.platen.inference.op.UnaryRule.LOG1P
import org.platen.inference.op.UnaryRule.LOG_BESSEL_I0
import org.platen.inference.op.UnaryRule.LOG_GAMMA
import org.platen.inference.op.UnaryRule.LOG_NORMAL_CDF
import org.platen.inference.op.UnaryRule.RECIPROCAL
import org.platen.inference.op.UnaryRule.RECIPROCAL_OR_ZERO
import org.platen.inference.op.UnaryRule.SIGMOID
import org.platen.inference.op.UnaryRule.SIGN
import org.platen.inference.op.UnaryRule.SOFTPLUS
import org.platen.inference.op.UnaryRule.SQRT
import org.platen.inference.op.UnaryRule.SQUARE
import org.platen.inference.op.UnaryRule.TANH
import org.platen.inference.program.Graph
import org.platen.inference.program.Node
import org.platen.inference.program.Type

/** A function and its first two derivatives at a number, computed for values with rows or without. */
private class At(rule: UnaryRule, x: Double, rows: Boolean = false) {
    private val graph = Graph()
    private val input = graph.input("x", Type.of(rows))
    private val y = Algebra(graph).unary(rule, input)
    private val slopeNode = gradient(y)
    private val interpreter = Interpreter(1, mapOf("x" to Value(Type.of(rows), listOf(doubleArrayOf(x)))))

    val value = interpreter.number(y)
    val slope by lazy { interpreter.number(slopeNode) }
    val curvature by lazy { interpreter.number(gradient(slopeNode)) }

    private fun gradient(of: Node) =
        ReverseMode.gradients(graph, Algebra(graph).sumRows(of).takeIf { of.type().rows() } ?: of, listOf(input)).getValue(input)
}

/** Where a function is smooth, and within reach of differences. */
private fun interval(rule: UnaryRule) = when (rule) {
    ABS, SIGN, FLOOR -> 0.1..0.9
    SQRT, LOG, LOG1M_EXP_NEG, DIGAMMA, LOG_GAMMA, RECIPROCAL, RECIPROCAL_OR_ZERO -> 0.3..30.0
    LOG1P -> -0.7..30.0
    EXP, EXPM1 -> -5.0..5.0
    else -> -6.0..6.0
}

private val limits = listOf(
    Triple(EXP, NEGATIVE_INFINITY, 0.0 to 0.0),
    Triple(EXP, POSITIVE_INFINITY, POSITIVE_INFINITY to POSITIVE_INFINITY),
    Triple(EXP, 710.0, POSITIVE_INFINITY to POSITIVE_INFINITY),
    Triple(EXPM1, NEGATIVE_INFINITY, -1.0 to 0.0),
    // What has no weight is not to become NaN: log 0 counts as if it stood still.
    Triple(LOG, 0.0, NEGATIVE_INFINITY to 0.0),
    Triple(LOG, POSITIVE_INFINITY, POSITIVE_INFINITY to 0.0),
    Triple(LOG1P, -1.0, NEGATIVE_INFINITY to 0.0),
    Triple(LOG1M_EXP_NEG, 0.0, NEGATIVE_INFINITY to POSITIVE_INFINITY),
    Triple(LOG1M_EXP_NEG, POSITIVE_INFINITY, 0.0 to 0.0),
    Triple(SQRT, 0.0, 0.0 to POSITIVE_INFINITY),
    Triple(SQUARE, NEGATIVE_INFINITY, POSITIVE_INFINITY to NEGATIVE_INFINITY),
    Triple(SIGMOID, NEGATIVE_INFINITY, 0.0 to 0.0),
    Triple(SIGMOID, POSITIVE_INFINITY, 1.0 to 0.0),
    Triple(SOFTPLUS, NEGATIVE_INFINITY, 0.0 to 0.0),
    Triple(SOFTPLUS, POSITIVE_INFINITY, POSITIVE_INFINITY to 1.0),
    Triple(TANH, NEGATIVE_INFINITY, -1.0 to 0.0),
    Triple(TANH, POSITIVE_INFINITY, 1.0 to 0.0),
    Triple(ATAN, POSITIVE_INFINITY, Math.PI / 2 to 0.0),
    Triple(ERF, NEGATIVE_INFINITY, -1.0 to 0.0),
    Triple(LOG_NORMAL_CDF, NEGATIVE_INFINITY, NEGATIVE_INFINITY to POSITIVE_INFINITY),
    Triple(LOG_NORMAL_CDF, POSITIVE_INFINITY, 0.0 to 0.0),
    Triple(DIGAMMA, 0.0, NEGATIVE_INFINITY to POSITIVE_INFINITY),
    Triple(LOG_GAMMA, 0.0, POSITIVE_INFINITY to NEGATIVE_INFINITY),
    Triple(LOG_GAMMA, POSITIVE_INFINITY, POSITIVE_INFINITY to POSITIVE_INFINITY),
    Triple(LOG_BESSEL_I0, POSITIVE_INFINITY, POSITIVE_INFINITY to 1.0),
    Triple(ABS, NEGATIVE_INFINITY, POSITIVE_INFINITY to -1.0),
    Triple(FLOOR, 1e300, 1e300 to 0.0),
)

class UnaryRuleTest : FunSpec({
    context("values and derivatives are those of the definition") {
        for ((rule, lines) in table("unary-rules.csv").groupBy({ UnaryRule.valueOf(it.first) }, { it.second })) {
            // 1 − y² and y (1 − y) lose the digits that y, near 1, does not have; so do the slopes of ratios that tend to 1.
            val slack = if (rule in listOf(TANH, SIGMOID, SOFTPLUS)) 5e-16 else 1e-320
            val tolerance = if (rule in listOf(INVERSE_MILLS, BESSEL_RATIO)) 1e-9 else 1e-12
            test(rule.name) {
                for ((x, value, slope, curvature) in lines) {
                    for (rows in listOf(false, true)) {
                        withClue("at $x, rows $rows") {
                            val at = At(rule, x!!, rows)
                            assertClose(at.value, value!!, 1e-14, slack = 1e-15)
                            slope?.let { assertClose(at.slope, it, tolerance, slack) }
                            curvature?.let { assertClose(at.curvature, it, 1e-9, slack) }
                        }
                    }
                }
            }
        }
    }
    test("every function has a line in the table") {
        table("unary-rules.csv").map { it.first }.toSet() shouldBe UnaryRule.entries.map { it.name }.toSet() - "IS_NAN"
    }
    test("functions and their derivatives have the right limits") {
        for ((rule, x, limit) in limits) {
            withClue("$rule at $x") { At(rule, x).run { value to slope } shouldBe limit }
        }
    }
    test("what is not a number stays so") {
        for (rule in UnaryRule.entries) {
            withClue(rule) { assertClose(At(rule, Double.NaN).value, if (rule == IS_NAN) 1.0 else Double.NaN, 0.0) }
        }
    }
    context("derivatives agree with differences of values") {
        for (rule in UnaryRule.entries - IS_NAN) {
            test(rule.name) {
                checkAll(50, Arb.numericDouble(interval(rule).start, interval(rule).endInclusive)) { x ->
                    assertClose(At(rule, x).slope, derivative(x) { At(rule, it).value }, 1e-7, slack = 1e-9)
                    assertClose(At(rule, x).curvature, derivative(x) { At(rule, it).slope }, 1e-7, slack = 1e-9)
                }
            }
        }
    }
    test("many rows give what single rows give") {
        checkAll(50, Arb.numericDouble(-40.0, 40.0)) { x ->
            for (rule in UnaryRule.entries) {
                val numbers = DoubleArray(37) { x + it / 7.0 }
                val results = DoubleArray(37).also { rule.run(numbers, it, 37) }
                for (i in numbers.indices) {
                    withClue("$rule at ${numbers[i]}") { assertClose(results[i], rule.value(numbers[i]), 1e-15, slack = 1e-15) }
                }
            }
        }
    }
})
