package org.platen.dsl.transform

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distributions.exponential
import org.platen.dsl.distribution.Distributions.logNormal
import org.platen.dsl.distribution.Distributions.logistic
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.distribution.Support
import org.platen.dsl.distribution.draws
import org.platen.dsl.distribution.logDensityAt
import org.platen.dsl.distribution.refuses
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.shape.Dim
import org.platen.dsl.shape.Shape
import org.platen.dsl.transform.Bijections.transformed

class TransformedTest : FunSpec({

    test("the exponential of a Normal is log-normal") {
        val family = transformed(normal(constant(0.3, -1.0), constant(0.8)), Bijections.exp())
        checkAll(100, Arb.numericDouble(1e-6, 50.0), Arb.numericDouble(1e-6, 50.0)) { x, y ->
            val expected = logNormal(constant(0.3, -1.0), constant(0.8)).logDensityAt(x, y)
            family.logDensityAt(x, y) shouldBe (expected plusOrMinus 1e-11 * (1 + abs(expected)))
        }
    }

    test("a standard logistic through the sigmoid is uniform") {
        val family = transformed(logistic(0.0, 1.0), Bijections.interval(2.0, 6.0))
        checkAll(100, Arb.numericDouble(2.001, 5.999)) { x -> family.logDensityAt(x) shouldBe (ln(0.25) plusOrMinus 1e-12) }
        val draws = family.draws(20_000).map { it.single() }
        draws.average() shouldBe (4.0 plusOrMinus 5 * sqrt(16.0 / 12 / 20_000))
        draws.count { it < 3 } / 20_000.0 shouldBe (0.25 plusOrMinus 5 * sqrt(0.1875 / 20_000))
    }

    test("the exponential of a multivariate Normal is a product of log-normals") {
        val family = transformed(multivariateNormal(zeros(2), identity(2)), Bijections.exp())
        val expected = logNormal(0.0, 1.0).logDensityAt(0.5) + logNormal(0.0, 1.0).logDensityAt(3.0)
        family.logDensityAt(0.5, 3.0) shouldBe (expected plusOrMinus 1e-13)
        family.logDensityAt(0.5, -3.0) shouldBe Double.NEGATIVE_INFINITY
    }

    test("a Normal through the simplex is the logistic Normal, whose density Aitchison and Shen (1980) give") {
        // Two entries: (log(x / y) has the Normal's density) / (x y)
        val family = transformed(multivariateNormal(constant(*doubleArrayOf(0.4)), identity(1)), Bijections.simplex(Dim.of(2)))
        family.eventShape() shouldBe Shape.of(2)
        family.support() shouldBe Support.Simplex(Dim.of(2))
        for (x in listOf(0.01, 0.5, 0.83)) {
            val expected = normal(0.4, 1.0).logDensityAt(ln(x / (1 - x))) - ln(x) - ln(1 - x)
            family.logDensityAt(x, 1 - x) shouldBe (expected plusOrMinus 1e-12 * (1 + abs(expected)))
        }
        val logOdds = family.draws(20_000).map { (x, y) -> ln(x / y) }
        logOdds.average() shouldBe (0.4 plusOrMinus 5 / sqrt(20_000.0))
    }

    test("values outside the support have no density") {
        transformed(normal(0.0, 1.0), Bijections.exp()).logDensityAt(-1.0) shouldBe Double.NEGATIVE_INFINITY
        transformed(normal(0.0, 1.0), Bijections.exp()).logDensityAt(0.0) shouldBe Double.NEGATIVE_INFINITY
        transformed(normal(0.0, 1.0), Bijections.interval(2.0, 6.0)).logDensityAt(7.0) shouldBe Double.NEGATIVE_INFINITY
        transformed(normal(0.0, 1.0), Bijections.below(2.0)).logDensityAt(Double.NaN) shouldBe Double.NEGATIVE_INFINITY
    }

    test("a base on a part of the line is moved with its ends") {
        // The exponential of Exponential(3) is Pareto of shape 3 from 1 on.
        val pareto = transformed(exponential(3.0), Bijections.exp())
        pareto.support() shouldBe Support.Interval(1.0, Double.POSITIVE_INFINITY)
        pareto.logDensityAt(2.0) shouldBe (ln(3.0) - 4 * ln(2.0) plusOrMinus 1e-13)
        pareto.logDensityAt(0.5) shouldBe Double.NEGATIVE_INFINITY
        transformed(exponential(3.0), Bijections.below(5.0)).support() shouldBe Support.Interval(Double.NEGATIVE_INFINITY, 4.0)
        transformed(normal(0.0, 1.0), Bijections.softplus()).support() shouldBe Support.POSITIVE
    }

    test("other arguments make another distribution through the same bijection") {
        val family = transformed(normal(0.0, 1.0), Bijections.exp())
        family.arguments().map { it.name() } shouldBe listOf("mean", "scale")
        family.with(listOf(constant(2.0), constant(1.0))).logDensityAt(exp(2.0)) shouldBe
            (logNormal(2.0, 1.0).logDensityAt(exp(2.0)) plusOrMinus 1e-13)
    }

    refuses(
        "Transformed: real numbers are expected, found Poisson" to { transformed(poisson(1.0), Bijections.exp()) },
        "come from event shape [6], found Normal with [7]" to
            { transformed(normal(zeros(7), constant(1.0)), Bijections.positiveDefinite(3)) },
    )
})
