package org.platen.plots

import org.platen.dsl.kotlin.bernoulliIntensity
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.halfNormal
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.positiveDefinite
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.zeros
import org.platen.inference.amortized.AmortizedFit
import org.platen.inference.data.Data
import org.platen.inference.dataset.Strokes
import org.platen.inference.em.EmFit
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.exactEm
import org.platen.inference.kotlin.fit
import org.platen.inference.kotlin.meanFieldVi
import org.platen.inference.kotlin.nuts
import org.platen.inference.mcmc.NutsFit
import org.platen.inference.vi.VariationalFit

/** Small fits by every engine, each made once. */
internal object Fits {

    private val schools = model("eight schools") {
        val school = plate("school")
        val error by school.given()
        val mu by latent(normal(0, 5))
        val tau by latent(halfNormal(5))
        val theta by school.latent(normal(mu, tau))
        val above by deterministic(theta + 100)
        school.observed("y", normal(above, error))
    }

    /** Rubin (1981), table 1; estimated effects and their standard errors, here with 100 added to the effects. */
    private val effects = Data.of(schools["y"], doubleArrayOf(128.0, 108.0, 97.0, 107.0, 99.0, 101.0, 118.0, 112.0))
        .and(schools["error"], doubleArrayOf(15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0))

    val nuts: NutsFit by lazy { schools.fit(effects, nuts(chains = 2, warmup = 150, draws = 100)) }

    val variational: VariationalFit by lazy { schools.fit(effects, meanFieldVi(draws = 400)) }

    /** Two groups far apart, of 30 and 20 points. */
    val points = Array(50) { i -> (if (i < 30) 0.0 else 50.0).let { doubleArrayOf(it + i % 5, it + i * 7 % 11) } }

    val mixture: EmFit by lazy {
        val declared = model("two groups") {
            val cluster = plate("cluster", 2)
            val row = plate("row")
            val weights by parameter(simplex(cluster))
            val mean by cluster.parameter(real(2))
            val covariance by cluster.parameter(positiveDefinite(2))
            val z by row.latent(categorical(weights))
            row.observed("x", multivariateNormal(mean[z], covariance[z]))
        }
        declared.fit(Data.of(declared["x"], points), exactEm(restarts = 3))
    }

    /** Low for ten instants, high for ten, low for ten. */
    val levels = DoubleArray(30) { (if (it in 10 until 20) 20.0 else 0.0) + it % 3 }

    val chain: EmFit by lazy {
        val declared = model("levels") {
            val state = plate("state", 2)
            val initial by parameter(simplex(state))
            val transition by state.parameter(simplex(state))
            val level by state.parameter(real())
            val noise by parameter(positive())
            val hour = chain("hour")
            val s by hour.markov(initial = categorical(initial)) { previous -> categorical(transition[previous]) }
            hour.observed("count", normal(level[s], noise))
        }
        declared.fit(Data.of(declared["count"], levels), exactEm(restarts = 3))
    }

    /** Two such series, the second of 20 instants without the last low ones. */
    val series: EmFit by lazy {
        val declared = model("series of levels") {
            val state = plate("state", 2)
            val initial by parameter(simplex(state))
            val transition by state.parameter(simplex(state))
            val level by state.parameter(real())
            val noise by parameter(positive())
            val day = plate("day")
            val hour = day.chain("hour")
            val s by hour.markov(initial = categorical(initial)) { previous -> categorical(transition[previous]) }
            hour.observed("count", normal(level[s], noise))
        }
        declared.fit(Data.of(declared["count"], arrayOf(levels, levels.copyOf(20))), exactEm(restarts = 3))
    }

    const val SIDE = 8

    /** An autoencoder of images of 8 × 8 pixels, trained for two epochs. */
    val autoencoder: AmortizedFit by lazy { autoencoder(numbers = 2) }

    /** The same with as many latent numbers. */
    fun autoencoder(numbers: Int): AmortizedFit {
        val declared = model("autoencoder") {
            val decoder = network("decoder", input = numbers) { dense(SIDE * SIDE) }
            val encoder = network("encoder", input = SIDE * SIDE) {
                heads {
                    dense("location", numbers)
                    dense("logScale", numbers)
                }
            }
            val image = plate("image")
            val z = image.latent("z", normal(zeros(numbers), ones(numbers)))
            val x = image.observed("x", bernoulliIntensity(logits = decoder(z)))
            guide {
                amortize(z) {
                    val h = encoder(x)
                    normal(h["location"], exp(h["logScale"]))
                }
            }
        }
        return declared.fit(
            Strokes.images(40, SIDE, 1).images().into(declared["x"]),
            amortizedVi(epochs = 2, batchSize = 10, validation = 0.25),
        )
    }
}
