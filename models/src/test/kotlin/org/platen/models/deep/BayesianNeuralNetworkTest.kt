package org.platen.models.deep

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.comparables.shouldBeLessThan
import kotlin.math.abs
import kotlin.math.sin
import kotlin.math.sqrt
import org.platen.dsl.kotlin.get
import org.platen.inference.data.Data
import org.platen.inference.kotlin.fit
import org.platen.inference.kotlin.nuts
import org.platen.models.zoo.data

class BayesianNeuralNetworkTest :
    FunSpec({
        test("predictions follow the function where there are data, and are unsure where there are none") {
            val example = BayesianNeuralNetwork.regressionExample()
            val model = example.model()
            val fit = model.fit(example.data(), nuts(chains = 1, warmup = 150, draws = 150))
            val x = example.values().getValue("x")
            val found = fit.posterior()["prediction"].mean().values()
            x.indices.map { abs(found[it] - sin(2 * x[it])) }.average() shouldBeLessThan 0.06

            val drawn = fit.posterior().predictive(Data.of(model["x"], doubleArrayOf(0.0, 6.0)), 150, 1)
            fun spread(row: Int) = drawn.of(model["y"], row).let { y -> sqrt(y.map { (it - y.average()).let { d -> d * d } }.average()) }
            spread(0) shouldBeLessThan 0.2
            spread(1) shouldBeGreaterThan 2 * spread(0)
        }
    })
