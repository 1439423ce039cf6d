package org.platen.inference.em

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThanOrEqual
import io.kotest.matchers.string.shouldNotContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.boolean
import io.kotest.property.arbitrary.element
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import java.util.Random
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.beta
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.exponential
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.inverseGamma
import org.platen.dsl.distribution.Distributions.laplace
import org.platen.dsl.distribution.Distributions.negativeBinomial
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.distribution.Distributions.studentT
import org.platen.dsl.expr.Expr
import org.platen.dsl.model.Model
import org.platen.dsl.model.ModelBuilder
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.dsl.model.Space.unitInterval
import org.platen.dsl.shape.Plate
import org.platen.inference.data.Data

/** A family whose parameters have priors or not, and how to draw a number that it can have. */
private class Kind(val value: (Random) -> Double, val declare: (ModelBuilder, Plate, Boolean) -> (Expr) -> Distribution)

private fun ModelBuilder.unknown(name: String, plate: Plate, space: org.platen.dsl.model.Space, prior: Distribution?) =
    if (prior == null) parameter(name, plate, space) else latent(name, plate, prior)

private val kinds: Map<String, Kind> = mapOf(
    "normal" to Kind({ 3 * it.nextGaussian() }) { m, k, prior ->
        val mean = m.unknown("a", k, real(), if (prior) normal(0.0, 3.0) else null)
        val variance = m.unknown("b", k, positive(), if (prior) inverseGamma(2.0, 1.0) else null);
        { z -> normal(mean.at(z), variance.at(z).sqrt()) }
    },
    "poisson" to Kind({ Math.floor(12 * it.nextDouble() * it.nextDouble()) }) { m, k, prior ->
        val rate = m.unknown("a", k, positive(), if (prior) gamma(2.0, 1.0) else null);
        { z -> poisson(rate.at(z)) }
    },
    "exponential" to Kind({ -Math.log(it.nextDouble()) * (1 + it.nextInt(5)) }) { m, k, prior ->
        val rate = m.unknown("a", k, positive(), if (prior) gamma(2.0, 1.0) else null);
        { z -> exponential(rate.at(z)) }
    },
    "bernoulli" to Kind({ it.nextInt(2).toDouble() }) { m, k, prior ->
        val p = m.unknown("a", k, unitInterval(), if (prior) beta(2.0, 1.0) else null);
        { z -> bernoulli(p.at(z)) }
    },
    "student t" to Kind({ it.nextGaussian() / (0.2 + it.nextDouble()) }) { m, k, prior ->
        val location = m.unknown("a", k, real(), if (prior) normal(0.0, 3.0) else null);
        { z -> studentT(3.0, location.at(z), 1.0) }
    },
    "laplace" to Kind({ 4 * it.nextDouble() - 2 }) { m, k, prior ->
        val scale = m.unknown("a", k, positive(), if (prior) gamma(2.0, 1.0) else null);
        { z -> laplace(0.0, scale.at(z)) }
    },
    "negative binomial" to Kind({ Math.floor(15 * it.nextDouble() * it.nextDouble()) }) { m, k, prior ->
        val mean = m.unknown("a", k, positive(), if (prior) gamma(2.0, 1.0) else null)
        val concentration = m.unknown("b", k, positive(), gamma(2.0, 1.0));
        { z -> negativeBinomial(mean.at(z), concentration.at(z)) }
    },
)

class MonotoneTest :
    FunSpec({

        test("the objective of random mixtures never falls") {
            checkAll(60, Arb.element(kinds.keys), Arb.int(1, 4), Arb.boolean(), Arb.boolean(), Arb.int(5, 60), Arb.long()) {
                    name,
                    k,
                    prior,
                    missing,
                    n,
                    seed,
                ->
                val kind = kinds.getValue(name)
                val model = Model.declare("random") { m ->
                    val cluster = m.plate("cluster", k)
                    val row = m.plate("row")
                    val weights = if (prior) m.latent("weights", dirichlet(cluster, 2.0)) else m.parameter("weights", simplex(cluster))
                    val component = kind.declare(m, cluster, prior)
                    val z = m.latent("z", row, categorical(weights))
                    m.observed("x", row, component(z))
                    m.observed("y", row, component(z))
                }
                val random = Random(seed)
                fun column() = DoubleArray(n) { if (missing && it > 1 && random.nextInt(5) == 0) Double.NaN else kind.value(random) }
                val data = Data.of(model["x"], column()).and(model["y"], column())
                val fit = ExactEm().restarts(3).iterations(30).seed(seed).fit(model, data)
                withClue("$name, $k components, prior $prior, missing $missing, $n rows, seed $seed: ${fit.starts()}") {
                    fit.starts().forEach { it shouldNotContain "fell" }
                    fit.trace().zipWithNext { a, b -> b shouldBeGreaterThanOrEqual a - 1e-9 * (1 + Math.abs(a)) }
                }
            }
        }
    })
