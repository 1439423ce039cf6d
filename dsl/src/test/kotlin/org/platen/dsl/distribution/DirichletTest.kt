package org.platen.dsl.distribution

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import kotlin.math.abs
import kotlin.math.ln
import org.apache.commons.statistics.distribution.BetaDistribution
import org.platen.dsl.TestSymbol
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.expr.Bounds
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Shape

class DirichletTest :
    FunSpec({

        test("over two categories it is the Beta of Commons Statistics") {
            checkAll(100, Arb.numericDouble(1e-3, 50.0), Arb.numericDouble(1e-3, 50.0), Arb.numericDouble(1e-9, 1 - 1e-9)) { a, b, x ->
                val expected = BetaDistribution.of(a, b).logDensity(x)
                dirichlet(constant(a, b)).logDensityAt(x, 1 - x) shouldBe (expected plusOrMinus 1e-9 * (1 + abs(expected)))
            }
        }

        test("over three categories its density at (0.2, 0.3, 0.5) is 3360 · 0.2 · 0.3² · 0.5³") {
            // Γ(9) / (Γ(2) Γ(3) Γ(4)) = 40320 / 12 = 3360
            dirichlet(constant(2.0, 3.0, 4.0)).logDensityAt(0.2, 0.3, 0.5) shouldBe (ln(3360 * 0.2 * 0.09 * 0.125) plusOrMinus 1e-13)
        }

        test("at concentration 1 all points are equally likely, corners too") {
            for (x in listOf(doubleArrayOf(1.0, 0.0, 0.0), doubleArrayOf(0.2, 0.2, 0.6))) {
                dirichlet(3, 1.0).logDensityAt(*x) shouldBe (ln(2.0) plusOrMinus 1e-14)
            }
        }

        test("draws have the moments, also where most entries underflow") {
            dirichlet(constant(0.5, 2.0, 7.5)).drawsShouldHaveTheMoments()
            dirichlet(4, 1e-3).drawsShouldHaveTheMoments()
            dirichlet(4, 1e-3).draws(1000).forEach { it.sum() shouldBe (1.0 plusOrMinus 1e-12) }
        }

        test("the exponential-family form equals the log density") {
            checkAll(100, Arb.numericDouble(1e-2, 20.0), Arb.numericDouble(1e-6, 0.49), Arb.numericDouble(1e-6, 0.49)) { a, x, y ->
                val family = dirichlet(constant(a, 1.0, 2.5))
                val expected = family.logDensityAt(x, y, 1 - x - y)
                family.exponentialFormAt(x, y, 1 - x - y) shouldBe (expected plusOrMinus 1e-11 * (1 + abs(expected)))
            }
        }

        test("over a plate its entries belong to the plate's elements") {
            val cluster = Plate.of("cluster", 3)
            dirichlet(cluster, 0.5).eventShape() shouldBe Shape.of(cluster)
            dirichlet(cluster, TestSymbol("alpha")).eventShape() shouldBe Shape.of(cluster)
            dirichlet(3, 0.5).eventShape() shouldBe Shape.of(3)
        }

        refuses(
            "Dirichlet: concentration must be positive, found [1, 0]" to { dirichlet(constant(1.0, 0.0)) },
            "Dirichlet: concentration must be a vector, found 1 with event shape scalar" to { dirichlet(constant(1.0)) },
            "Dirichlet: concentration must be positive, found rate. Transform it, for example with exp or softplus" to {
                dirichlet(TestSymbol("rate", Shape.of(2), bounds = Bounds(-2.0, 0.0)))
            },
            "plate 'row' labels the entries of a vector, so its size must be declared" to { dirichlet(Plate.of("row"), 1.0) },
        )
    })
