package org.platen.files

import java.util.Random
import org.platen.dsl.kotlin.bernoulliIntensity
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.relu
import org.platen.dsl.kotlin.zeros
import org.platen.inference.amortized.AmortizedVi
import org.platen.inference.data.Data
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.train.Optimizer
import org.platen.inference.train.Schedule

/** An autoencoder whose training depends on everything that there is to keep: averages of gradients, a schedule, noise, running moments and rows held out. */
object TinyAutoencoder {
    val model =
        model("tiny") {
            val decoder =
                network("decoder", input = 2) {
                    dense(4, relu)
                    batchNormalisation()
                    dropout(0.1)
                    dense(6)
                }
            val encoder =
                network("encoder", input = 6) {
                    dense(4, relu)
                    heads {
                        dense("location", 2)
                        dense("logScale", 2)
                    }
                }
            val image = plate("image")
            val z = image.latent("z", normal(zeros(2), ones(2)))
            val x = image.observed("x", bernoulliIntensity(logits = decoder(z)))
            guide {
                amortize(z) {
                    val h = encoder(x)
                    normal(h["location"], exp(h["logScale"]))
                }
            }
        }

    private val random = Random(3)

    val images = Array(40) { DoubleArray(6) { random.nextInt(2).toDouble() } }

    val data = Data.of(model["x"], images)

    fun engine(epochs: Int): AmortizedVi = AmortizedVi()
        .epochs(epochs)
        .batchSize(10)
        .optimizer(Optimizer.adam(Schedule.exponentialDecay(0.01, 0.5, 8)))
        .backend(JvmBackend())
}
