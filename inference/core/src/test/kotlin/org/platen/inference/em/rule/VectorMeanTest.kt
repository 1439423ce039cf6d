package org.platen.inference.em.rule

import io.kotest.core.spec.style.FunSpec
import org.platen.dsl.kotlin.identity
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.zeros
import org.platen.inference.data.Data

class VectorMeanTest : FunSpec({
    val pair = vectors(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0, 4.0))

    rule("MultivariateNormal mean") {
        row("without a prior: the average", "m", listOf(2.0, 3.0), pair) { row ->
            val m = parameter("m", real(2))
            row.observed("x", multivariateNormal(m, identity(2)))
        }
        row("a standard prior counts as one observation of zero", "m", listOf(4.0 / 3, 2.0), pair) { row ->
            val m = latent("m", multivariateNormal(zeros(2), identity(2)))
            row.observed("x", multivariateNormal(m, identity(2)))
        }
        row("a prior counts by its precision", "m", listOf(8.0 / 5, 12.0 / 5), pair) { row ->
            val m = latent("m", multivariateNormal(zeros(2), 2.0 * identity(2)))
            row.observed("x", multivariateNormal(m, identity(2)))
        }
        row("independent Normals are a prior of vectors too", "m", listOf(4.0 / 3, 2.0), pair) { row ->
            val m = latent("m", normal(zeros(2), ones(2)))
            row.observed("x", multivariateNormal(m, identity(2)))
        }
        row(
            "two kinds of observation count by their precisions",
            "m",
            listOf(14.0 / 5, 4.0 / 5),
            { Data.of(it["x"], doubleArrayOf(2.0, 0.0)).and(it["y"], doubleArrayOf(6.0, 4.0)) },
        ) {
            val m = parameter("m", real(2))
            observed("x", multivariateNormal(m, identity(2)))
            observed("y", multivariateNormal(m, 4.0 * identity(2)))
        }
    }
})
