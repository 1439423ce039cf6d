package org.platen.inference.kotlin

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.positiveDefinite
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.unitInterval
import org.platen.inference.data.Data
import org.platen.inference.engine.Cancellation

class FittingTest : FunSpec({

    // Source of the figure: R mclust 6 on R's datasets::faithful.
    test("a mixture declared in Kotlin is fitted by naming an engine") {
        val mixture = model("old-faithful") {
            val cluster = plate("cluster", 2)
            val row = plate("row")
            val weights by parameter(simplex(cluster))
            val mean by cluster.parameter(real(2))
            val covariance by cluster.parameter(positiveDefinite(2))
            val z by row.latent(categorical(weights))
            row.observed("x", multivariateNormal(mean[z], covariance[z]))
        }
        val file = Path.of("../../models/src/main/resources/org/platen/models/data/old-faithful.csv")
        val data = Data.csv(file).columns("eruptions", "waiting").into(mixture["x"])

        val fit = mixture.fit(data, exactEm(restarts = 2))

        fit.logLikelihood() shouldBe (-1130.264 plusOrMinus 0.001)
    }

    test("limits, cancellation and checkpoints are named arguments") {
        val coin = model("coin") {
            val p by parameter(unitInterval())
            plate("toss").observed("heads", bernoulli(p))
        }
        val data = Data.of(coin["heads"], doubleArrayOf(1.0, 0.0, 1.0))
        val file = tempdir().toPath().resolve("coin.checkpoint")

        coin.fit(data, exactEm(timeLimit = Duration.ZERO, checkpoint = file)).iterations() shouldBe 0
        coin.fit(data, exactEm(cancelledBy = Cancellation().also { it.cancel() })).stoppingReason() shouldBe "cancelled"
        coin.fit(data, exactEm(resume = file, checkpoint = file, checkpointEvery = 5.seconds)).estimate("p").value() shouldBe
            (2.0 / 3 plusOrMinus 1e-12)
    }
})
