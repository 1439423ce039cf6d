package org.platen.inference.em.rule

import io.kotest.core.spec.style.FunSpec
import org.platen.dsl.kotlin.choleskyFactor
import org.platen.dsl.kotlin.div
import org.platen.dsl.kotlin.identity
import org.platen.dsl.kotlin.inverseWishart
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.positiveDefinite
import org.platen.dsl.kotlin.wishart
import org.platen.dsl.kotlin.zeros

class CovarianceTest : FunSpec({
    // Scatter around zero: ((2, 2), (2, 4)).
    val pair = vectors(doubleArrayOf(1.0, 0.0), doubleArrayOf(-1.0, -2.0))

    rule("MultivariateNormal covariance") {
        row("without a prior: the scatter over n", "c", listOf(1.0, 1.0, 1.0, 2.0), pair) { row ->
            val c = parameter("c", positiveDefinite(2))
            row.observed("x", multivariateNormal(zeros(2), c))
        }
        row("a precision: its inverse", "c", listOf(2.0, -1.0, -1.0, 1.0), pair) { row ->
            val c = parameter("c", positiveDefinite(2))
            row.observed("x", multivariateNormal(zeros(2), precision = c))
        }
        row("a Cholesky factor: its root", "c", listOf(1.0, 0.0, 1.0, 1.0), pair) { row ->
            val c = parameter("c", choleskyFactor(2))
            row.observed("x", multivariateNormal(zeros(2), choleskyFactor = c))
        }
        row("an InverseWishart prior on the covariance", "c", listOf(3.0 / 9, 2.0 / 9, 2.0 / 9, 5.0 / 9), pair) { row ->
            val c = latent("c", inverseWishart(4.0, identity(2)))
            row.observed("x", multivariateNormal(zeros(2), c))
        }
        row("a Wishart prior on the precision", "c", listOf(15.0 / 11, -6.0 / 11, -6.0 / 11, 9.0 / 11), pair) { row ->
            val c = latent("c", wishart(4.0, identity(2)))
            row.observed("x", multivariateNormal(zeros(2), precision = c))
        }
        // Mean (0, -2/3); scatter around it ((2, 2), (2, 20/9)), of the mean itself ((0, 0), (0, 4/9)); over 4 + 2 + 1 + 2 + 1.
        row(
            "a mean that shares its covariance counts as an observation: Normal-inverse-Wishart",
            "c",
            listOf(3.0 / 10, 2.0 / 10, 2.0 / 10, 11.0 / 30),
            pair,
        ) { row ->
            val c = latent("c", inverseWishart(4.0, identity(2)))
            val m = latent("m", multivariateNormal(zeros(2), c / 1.0))
            row.observed("x", multivariateNormal(m, c))
        }
    }
})
