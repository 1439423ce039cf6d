package org.platen.plots

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll

class GaussianTest : FunSpec({

    // Chi-square quantiles with two degrees of freedom from R: qchisq(c(0.5, 0.68, 0.95, 0.99), 2).
    val quantiles = mapOf(0.5 to 1.38629436111989, 0.68 to 2.27886856637673, 0.95 to 5.99146454710798, 0.99 to 9.21034037197618)
    quantiles.forEach { (level, quantile) ->
        test("every boundary point of the $level ellipse lies at the chi-square quantile $quantile") {
            checkAll(
                50,
                Arb.numericDouble(-1e3, 1e3),
                Arb.numericDouble(1e-3, 1e3),
                Arb.numericDouble(1e-3, 1e3),
                Arb.numericDouble(-0.99, 0.99),
            ) { mean, sx, sy, correlation ->
                val gaussian = Gaussian(mean, -mean, sx * sx, correlation * sx * sy, sy * sy)
                gaussian.ellipse(level).forEach { (x, y) ->
                    // Squared Mahalanobis distance from the correlation, not from the Cholesky factor.
                    val u = (x - mean) / sx
                    val v = (y + mean) / sy
                    val distance = (u * u - 2.0 * correlation * u * v + v * v) / (1.0 - correlation * correlation)
                    distance shouldBe (quantile plusOrMinus 1e-6 * quantile)
                }
            }
        }
    }

    test("the boundary touches the box of quantile times standard deviation") {
        val boundary = Gaussian(2.0, 3.0, 4.0, 3.0, 9.0).ellipse(0.95, corners = 3600)
        boundary shouldHaveSize 3600
        boundary.maxOf { it.first } shouldBe (2.0 + 2.0 * 2.447746830681 plusOrMinus 1e-5)
        boundary.minOf { it.second } shouldBe (3.0 - 3.0 * 2.447746830681 plusOrMinus 1e-5)
    }
})
