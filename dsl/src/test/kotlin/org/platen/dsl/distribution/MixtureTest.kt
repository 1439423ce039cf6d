package org.platen.dsl.distribution

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import kotlin.math.abs
import kotlin.math.ln
import kotlin.math.sqrt
import org.apache.commons.math3.distribution.MixtureMultivariateNormalDistribution
import org.apache.commons.math3.distribution.MultivariateNormalDistribution
import org.apache.commons.math3.util.Pair
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.mixture
import org.platen.dsl.distribution.Distributions.mixtureLogits
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.pointMass
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.distribution.Distributions.uniform
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.scaledIdentity
import org.platen.dsl.shape.Shape

private val weights = constant(0.2, 0.5, 0.3)
private val logits = constant(ln(0.2) - 7, ln(0.5) - 7, ln(0.3) - 7)
private val listed = listOf(normal(-2.0, 1.0), normal(0.0, 0.5), normal(3.0, 2.0))
private val along = normal(constant(-2.0, 0.0, 3.0), constant(1.0, 0.5, 2.0))

class MixtureTest : FunSpec({

    test("a mixture of multivariate Normals agrees with Commons Math") {
        val twin = MixtureMultivariateNormalDistribution(
            listOf(
                Pair(
                    0.3,
                    MultivariateNormalDistribution(doubleArrayOf(0.0, 1.0), arrayOf(doubleArrayOf(1.0, 0.0), doubleArrayOf(0.0, 1.0))),
                ),
                Pair(
                    0.7,
                    MultivariateNormalDistribution(doubleArrayOf(2.0, 2.0), arrayOf(doubleArrayOf(4.0, 0.0), doubleArrayOf(0.0, 4.0))),
                ),
            ),
        )
        val family = mixture(
            constant(0.3, 0.7),
            multivariateNormal(constant(0.0, 1.0), identity(2)),
            multivariateNormal(constant(2.0, 2.0), scaledIdentity(2, 4.0)),
        )
        checkAll(100, Arb.numericDouble(-8.0, 8.0), Arb.numericDouble(-8.0, 8.0)) { x, y ->
            val expected = ln(twin.density(doubleArrayOf(x, y)))
            family.logDensityAt(x, y) shouldBe (expected plusOrMinus 1e-11 * (1 + abs(expected)))
        }
    }

    test("far out, where every density underflows, the nearest component is left") {
        // log 0.3 + log Normal(1e6; 3, 2): the others are e^-10^11 of it.
        val expected = ln(0.3) + listed[2].logDensityAt(1e6)
        mixture(weights, listed).logDensityAt(1e6) shouldBe (expected plusOrMinus 1e-15 * abs(expected))
        mixture(weights, along).logDensityAt(1e6) shouldBe (expected plusOrMinus 1e-15 * abs(expected))
    }

    test("all ways to declare a mixture agree") {
        checkAll(100, Arb.numericDouble(-50.0, 50.0)) { x ->
            val expected = mixture(weights, listed).logDensityAt(x)
            val others = listOf(
                mixture(weights, listed[0], listed[1], listed[2]),
                mixture(weights, along),
                mixtureLogits(logits, listed),
                mixtureLogits(logits, along),
            )
            for (other in others) {
                other.logDensityAt(x) shouldBe (expected plusOrMinus 1e-12 * (1 + abs(expected)))
            }
        }
    }

    test("entries of a vector share their component") {
        val means = constant(arrayOf(doubleArrayOf(0.0, 1.0), doubleArrayOf(5.0, -5.0), doubleArrayOf(2.0, 2.0)))
        val family = mixture(weights, normal(means, constant(0.7)))
        family.eventShape() shouldBe Shape.of(2)
        val parts = listOf(constant(0.0, 1.0), constant(5.0, -5.0), constant(2.0, 2.0)).map { normal(it, constant(0.7)) }
        checkAll(50, Arb.numericDouble(-8.0, 8.0), Arb.numericDouble(-8.0, 8.0)) { x, y ->
            val expected = mixture(weights, parts).logDensityAt(x, y)
            family.logDensityAt(x, y) shouldBe (expected plusOrMinus 1e-12 * (1 + abs(expected)))
        }
        val nearest = family.draws(20_000).groupingBy { (x, y) ->
            if (x - y > 5) {
                1
            } else if (x + y > 2.6) {
                2
            } else {
                0
            }
        }.eachCount()
        nearest.getValue(1) / 20_000.0 shouldBe (0.5 plusOrMinus 5 * sqrt(0.25 / 20_000))
    }

    test("components without weight, or where they have no density, do not count") {
        mixture(constant(0.0, 1.0), normal(0.0, 1.0), normal(5.0, 1.0)).logDensityAt(0.0) shouldBe
            (normal(5.0, 1.0).logDensityAt(0.0) plusOrMinus 1e-14)
        val family = mixture(constant(0.5, 0.5), uniform(0.0, 1.0), uniform(0.0, 4.0))
        family.logDensityAt(2.0) shouldBe (ln(0.125) plusOrMinus 1e-14)
        family.logDensityAt(5.0) shouldBe Double.NEGATIVE_INFINITY
        family.support() shouldBe Support.Interval(0.0, 4.0)
    }

    test("counts mix with counts") {
        val family = mixture(constant(0.25, 0.25, 0.5), pointMass(0.0), poisson(1.0), poisson(9.0))
        family.support() shouldBe Support.COUNT
        family.shouldBeAMassOver(counts(80))
        family.drawsShouldFollowMassOver(counts(80))
        mixture(constant(0.25, 0.75), poisson(constant(1.0, 9.0))).drawsShouldFollowMassOver(counts(80))
        mixtureLogits(logits, listOf(categorical(weights), categorical(weights), categorical(weights))).shouldBeAMassOver(counts(2))
    }

    test("other arguments make another mixture of the same kind") {
        for (family in listOf(mixture(weights, listed), mixture(weights, along))) {
            val arguments = family.arguments().map { it.value() }
            family.with(arguments) shouldBe family
            family.with(listOf(constant(1.0, 0.0, 0.0)) + arguments.drop(1)).logDensityAt(0.5) shouldBe
                (listed[0].logDensityAt(0.5) plusOrMinus 1e-14)
        }
        mixture(weights, listed).arguments()[3].name() shouldBe "components[1].mean"
    }

    refuses(
        "Mixture: weights must have 2 entries, found [0.2, 0.5, 0.3]" to { mixture(weights, poisson(1.0), poisson(2.0)) },
        "Mixture: weights must sum to one, found filled(0.2, 2) with sum 0.4" to {
            mixture(constant(0.2, 0.2), poisson(1.0), poisson(2.0))
        },
        "Mixture: weights must have 4 entries, found [0.2, 0.5, 0.3]" to { mixture(weights, poisson(constant(1.0, 2.0, 3.0, 4.0))) },
        "Mixture: the arguments of Poisson need an event axis with an entry for each component" to { mixture(weights, poisson(1.0)) },
        "Mixture: components must have one event shape, found Normal with scalar and Normal with [2]" to {
            mixture(constant(0.5, 0.5), normal(0.0, 1.0), normal(constant(0.0, 1.0), constant(1.0)))
        },
        "Mixture: values must lie in one kind of set" to { mixture(constant(0.5, 0.5), normal(0.0, 1.0), poisson(1.0)) },
    )
})
