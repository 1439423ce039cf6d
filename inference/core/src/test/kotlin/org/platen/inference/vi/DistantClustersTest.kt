package org.platen.inference.vi

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.positiveDefinite
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.inference.data.Data
import org.platen.inference.em.faithful

class DistantClustersTest : FunSpec({

    // mclust 6 and scikit-learn 1.9 on R's datasets::faithful; minutes of waiting lie between 43 and 96, random numbers to begin with would not.
    test("parameters of clusters that are far from zero reach the known maximum of the likelihood") {
        val mixture = model("old-faithful") {
            val cluster = plate("cluster", 2)
            val row = plate("row")
            val weights by parameter(simplex(cluster))
            val mean by cluster.parameter(real(2))
            val covariance by cluster.parameter(positiveDefinite(2))
            val z by row.latent(categorical(weights))
            row.observed("x", multivariateNormal(mean[z], covariance[z]))
        }
        val fit = MeanFieldVi().restarts(2).draws(100).fit(mixture, Data.of(mixture["x"], faithful))
        fit.elbo().value() shouldBe (-1130.264 plusOrMinus 0.01)
        fit.estimate("weights").values().sorted()[0] shouldBe (0.3559 plusOrMinus 1e-3)
    }
})
