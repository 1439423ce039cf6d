package org.platen.dsl.render

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.bernoulliIntensity
import org.platen.dsl.kotlin.between
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.category
import org.platen.dsl.kotlin.choleskyFactor
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.dirichlet
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.minus
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.ordered
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.positiveDefinite
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.relu
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.sum
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.unitInterval
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.shape.Shape

class StoryTest : FunSpec({
    test("a mixture reads from its weights to its observations") {
        val mixture = model("old-faithful") {
            val cluster = plate("cluster", 2)
            val row = plate("row")
            val weights by parameter(simplex(cluster))
            val mean by cluster.parameter(real(2))
            val covariance by cluster.parameter(positiveDefinite(2))
            val z by row.latent(categorical(weights))
            row.observed("x", multivariateNormal(mean[z], covariance[z]))
        }
        Story.of(mixture) shouldBe """
            old-faithful: cluster of 2, row
            weights             = parameter on the simplex over cluster
            mean[cluster]       = parameter, real vector of 2
            covariance[cluster] = parameter, positive definite 2 × 2
            z[row]              ~ Categorical(weights)
            x[row]              ~ MultivariateNormal(mean[z], covariance[z])  (observed)
        """.trimIndent()
    }

    test("priors show their numbers and expressions") {
        val regression = model("regression") {
            val row = plate("row")
            val x by row.given()
            val group by row.given(category(3))
            val design by row.given(real(4))
            val slope by latent(normal(0.0, 2.5))
            val weights by latent(normal(zeros(4), ones(4)))
            val scale by latent(normal(1, 0.5))
            val line by deterministic(2.0 * slope * (x - 1) + sum(weights * design))
            row.observed("y", normal(line, exp(scale)))
            row.observed("g", normal(group, 0.1))
        }
        Story.of(regression) shouldBe """
            regression: row
            x[row]      = given, real
            group[row]  = given, one of 3 categories
            design[row] = given, real vector of 4
            slope       ~ Normal(0, 2.5)
            weights     ~ Normal(zeros(4), ones(4))
            scale       ~ Normal(1, 0.5)
            line[row]   = 2 * slope * (x - 1) + sum(weights * design)
            y[row]      ~ Normal(line, exp(scale))  (observed)
            g[row]      ~ Normal(group, 0.1)  (observed)
        """.trimIndent()
    }

    test("a Markov chain says how it moves and how it starts") {
        val hmm = model("earthquakes") {
            val state = plate("state", 3)
            val initial by latent(dirichlet(state))
            val transition by state.latent(dirichlet(state, concentration = 0.5))
            val rate by state.parameter(positive())
            val year = chain("year")
            val s by year.markov(initial = categorical(initial)) { previous -> categorical(transition[previous]) }
            year.observed("count", poisson(rate[s]))
        }
        Story.of(hmm) shouldBe """
            earthquakes: state of 3, chain year
            initial           ~ Dirichlet(ones(state))
            transition[state] ~ Dirichlet(filled(0.5, state))
            rate[state]       = parameter, positive
            s[year]           ~ Categorical(transition[previous s]), first ~ Categorical(initial)
            count[year]       ~ Poisson(rate[s])  (observed)
        """.trimIndent()
    }

    test("nested and crossed plates are named with their variables") {
        val panel = model("panel") {
            val series = plate("series")
            val time = series.chain("time")
            val county = plate("county")
            val user = plate("user", 10)
            val part = user.plate("part", 2)
            val node = plate("node", 4)
            val home by user.given(index(county))
            val level by county.latent(normal())
            val u by part.latent(normal(level[home], 1))
            (series * part).latent("v", normal(u))
            (node * node.copy("other")).latent("edge", bernoulli(logits = constant(node, 1, 2, 3, 4)))
            time.observed("y", normal(0, 2))
        }
        Story.of(panel) shouldBe """
            panel: series, chain time in series, county, user of 10, part of 2 in user, node of 4
            home[user]             = given, index of county
            level[county]          ~ Normal(0, 1)
            u[user, part]          ~ Normal(level[home], 1)
            v[series, user, part]  ~ Normal(u, 1)
            edge[node, node:other] ~ Bernoulli(logits = [1, 2, 3, 4])
            y[series, time]        ~ Normal(0, 2)  (observed)
        """.trimIndent()
    }

    test("values fixed by conditioning or intervention are shown with the kind of fixing") {
        val chain = model("cause") {
            val row = plate("row")
            val rain by row.latent(bernoulli(0.2))
            val wet by row.latent(bernoulli(0.1 + 0.8 * rain))
            row.observed("slip", bernoulli(0.5 * wet))
        }
        Story.of(chain.condition("rain", 1.0).intervene("wet", 0.0)) shouldBe """
            cause: row
            rain[row] ~ Bernoulli(0.2) = 1  (conditioned)
            do(wet[row] = 0)
            slip[row] ~ Bernoulli(0.5 * wet)  (observed)
        """.trimIndent()
    }

    test("a model without variables is its name") { Story.of(model("empty") {}) shouldBe "empty" }

    test("every space of a parameter has words") {
        val spaces = model("spaces") {
            parameter("a", unitInterval())
            parameter("b", between(-1.5, 2.0))
            parameter("c", simplex(3))
            parameter("d", ordered(4))
            parameter("e", choleskyFactor(2))
            parameter("f", real(2, 3))
        }
        Story.of(spaces) shouldBe """
            spaces
            a = parameter, between 0 and 1
            b = parameter, between -1.5 and 2
            c = parameter on the simplex of 3
            d = parameter, ordered vector of 4
            e = parameter, Cholesky factor 2 × 2
            f = parameter, real 2 × 3
        """.trimIndent()
    }

    // Parameters: (2 + 1) · 5 + (5 + 1) · 9 = 69, and (9 + 1) · 5 + 2 · (5 + 1) · 2 = 74.
    test("a network is a line with its layers in place of its weights, and the guide follows") {
        val vae = model("vae") {
            val decoder = network("decoder", input = 2) {
                dense(5, relu)
                dense(9)
            }
            val encoder = network("encoder", input = 9) {
                dense(5, relu)
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
        Story.of(vae) shouldBe """
            vae: image
            decoder  = network of 2: dense 5, relu, dense 9; 69 parameters
            encoder  = network of 9: dense 5, relu; location: dense 2; logScale: dense 2; 74 parameters
            z[image] ~ Normal(zeros(2), ones(2))
            x[image] ~ BernoulliIntensity(logits = decoder(z))  (observed)
            guide
            z[image] ≈ Normal(encoder.location(x), exp(encoder.logScale(x)))
        """.trimIndent()
    }

    test("a network whose weights have priors tells them") {
        val regression = model("regression") {
            val row = plate("row")
            val input by row.given(real(3))
            val net = network("net", Shape.of(3), { weight -> normal(zeros(*weight.shape().sizes()), constant(2)) }) { dense(1) }
            row.observed("y", normal(net(input), 1))
        }
        Story.of(regression) shouldBe """
            regression: row
            input[row] = given, real vector of 3
            net        = network of 3: dense 1; 4 parameters ~ Normal(zeros(1, 3), 2), Normal(zeros(1), 2)
            y[row]     ~ Normal(net(input), 1)  (observed)
        """.trimIndent()
    }
})
