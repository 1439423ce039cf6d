package org.platen.inference.em.rule

import io.kotest.core.spec.style.FunSpec
import kotlin.math.sqrt
import org.platen.dsl.kotlin.div
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.halfCauchy
import org.platen.dsl.kotlin.inverseGamma
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.sqrt
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.zeros

class NormalSpreadTest : FunSpec({
    rule("Normal spread") {
        row("a standard deviation: the root of the mean square", "s", listOf(sqrt(25.0 / 2)), x(3.0, 4.0)) { row ->
            val s = parameter("s", positive())
            row.observed("x", normal(0.0, s))
        }
        row("a variance: the mean square", "v", listOf(25.0 / 2), x(3.0, 4.0)) { row ->
            val v = parameter("v", positive())
            row.observed("x", normal(0.0, sqrt(v)))
        }
        row("a precision: its inverse", "t", listOf(2.0 / 25), x(3.0, 4.0)) { row ->
            val t = parameter("t", positive())
            row.observed("x", normal(0.0, t.power(-0.5)))
        }
        row("a scaled variance is unscaled", "v", listOf(25.0 / 8), x(3.0, 4.0)) { row ->
            val v = parameter("v", positive())
            row.observed("x", normal(0.0, sqrt(4.0 * v)))
        }
        row("the variance divides by n when the mean is estimated too", "v", listOf(1.0), x(1.0, 3.0)) { row ->
            val m = parameter("m", real())
            val v = parameter("v", positive())
            row.observed("x", normal(m, sqrt(v)))
        }
        row("an InverseGamma prior on the variance", "v", listOf(31.0 / 8), x(3.0, 4.0)) { row ->
            val v = latent("v", inverseGamma(2.0, 3.0))
            row.observed("x", normal(0.0, sqrt(v)))
        }
        row("a Gamma prior on the precision", "t", listOf(4.0 / 31), x(3.0, 4.0)) { row ->
            val t = latent("t", gamma(2.0, 3.0))
            row.observed("x", normal(0.0, t.power(-0.5)))
        }
        row("a mean that shares its variance counts as an observation: Normal-inverse-Gamma", "v", listOf(4.0 / 3), x(1.0, 3.0)) { row ->
            val v = latent("v", inverseGamma(2.0, 3.0))
            val m = latent("m", normal(0.0, sqrt(v / 2.0)))
            row.observed("x", normal(m, sqrt(v)))
        }
        row(
            "the variances of a diagonal covariance",
            "v",
            listOf(5.0, 2.0),
            vectors(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0, 0.0)),
        ) { row ->
            val v = parameter("v", positive(2))
            row.observed("x", multivariateNormal(zeros(2), variances = v))
        }
        declines("a prior of another family", "s", x(3.0, 4.0)) { row ->
            val s = latent("s", halfCauchy(1.0))
            row.observed("x", normal(0.0, s))
        }
    }
})
