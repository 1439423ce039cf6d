package org.platen.dsl.distribution

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.TestSymbol
import org.platen.dsl.distribution.Distributions.pointMass
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Bounds
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.shape.Shape

class PointMassTest : FunSpec({

    test("all mass is at the value") {
        pointMass(2.5).logDensityAt(2.5) shouldBe 0.0
        pointMass(2.5).logDensityAt(2.4) shouldBe Double.NEGATIVE_INFINITY
        pointMass(2.5).logDensityAt(Double.NaN) shouldBe Double.NEGATIVE_INFINITY
        pointMass(constant(1.0, 2.0)).logDensityAt(1.0, 2.0) shouldBe 0.0
        pointMass(constant(1.0, 2.0)).logDensityAt(1.0, 1.0) shouldBe Double.NEGATIVE_INFINITY
    }

    test("draws are the value, which is the mean and does not vary") {
        pointMass(constant(1.5, -2.0)).draws(3).map { it.asList() } shouldBe List(3) { listOf(1.5, -2.0) }
        evaluate(pointMass(constant(1.5, -2.0)).mean()).asList() shouldBe listOf(1.5, -2.0)
        evaluate(pointMass(constant(1.5, -2.0)).variance()).asList() shouldBe listOf(0.0, 0.0)
    }

    test("the support is what is known of the value") {
        pointMass(3.0).support() shouldBe Support.Integers(3, 3, null)
        pointMass(0.5).support() shouldBe Support.Interval(0.5, 0.5)
        pointMass(1e12).support() shouldBe Support.Interval(1e12, 1e12)
        pointMass(TestSymbol("a", Shape.of(2), bounds = Bounds(0.0, 1.0))).support() shouldBe Support.UNIT_INTERVAL
    }
})
