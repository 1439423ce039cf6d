package org.platen.files

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.shouldBe
import org.platen.dsl.expr.Expr
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.beta
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.category
import org.platen.dsl.kotlin.concatenate
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.matmul
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.nonCentred
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.ordered
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.positiveDefinite
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.softmax
import org.platen.dsl.kotlin.stationary
import org.platen.dsl.kotlin.sum
import org.platen.dsl.kotlin.tanh
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.vector
import org.platen.dsl.kotlin.where
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.RandomVariable

class ModelRoundTripTest :
    FunSpec({
        val everyFamily =
            model("every family") {
                val real by latent(normal(0.0, 1.0))
                val positive by parameter(positive())
                val share by latent(beta(2.0, 2.0))
                val weights by parameter(simplex(3))
                families(real, positive, share, weights).forEachIndexed { i, family -> latent("x$i", family) }
            }

        test("a model with every family comes back as it was") {
            val read = roundTrip(everyFamily)
            everyFamily.variables().filterIsInstance<RandomVariable>().forEach {
                (read[it.name()] as RandomVariable).distribution().support() shouldBe it.distribution().support()
            }
        }

        test("the families of this test are all that there are") {
            val random = everyFamily.variables().filterIsInstance<RandomVariable>()
            random.map { it.distribution().javaClass }.toSet() shouldContainAll LanguageKinds.distributions.map { it.type }
        }

        test("plates, chains, covariates and indices") {
            roundTrip(
                model("plates") {
                    val cluster = plate("cluster", 2)
                    val item = plate("item", 3)
                    val node = plate("node", 4)
                    val row = plate("row")
                    val series = plate("series")
                    val time = series.chain("time")
                    val transition by cluster.parameter(simplex(cluster))
                    val crossed by (cluster * item).parameter(real())
                    val pairs by (node * node.copy("other")).parameter(real())
                    val single by node.parameter(real())
                    val piece by series.plate("part", 2).latent(normal(0.0, 1.0))
                    val colour by row.given(index(item))
                    val of by row.given(index(series))
                    row.given("grade", category(5))
                    val x by row.given(real(2))
                    val level by series.latent(normal(0.0, 1.0))
                    val z by row.latent(categorical(vector(0.25, 0.75)))
                    row.observed("y", normal(crossed[z][colour] + sum(x) + level[of], 1.0))
                    val s by time.markov(initial = categorical(stationary(transition, cluster))) { previous ->
                        categorical(transition[previous])
                    }
                    time.observed("count", poisson(exp(crossed.sum(item)[s])))
                    deterministic("total", pairs.sum(node))
                    deterministic("third", single.along(node.copy("third")) * constant(node.copy("third"), 1, 2, 3, 4))
                    deterministic("parts", piece.times(2.0))
                },
            )
        }

        test("chains of a higher order, and observed ones") {
            roundTrip(
                model("chains") {
                    val year = chain("year")
                    val weights by parameter(real(2))
                    val mu by year.markov(order = 2, initial = normal(0.0, 10.0)) { (one, two) ->
                        normal(one * weights[0] + two * weights[1], 1.0)
                    }
                    year.observedMarkov("y", normal(mu, 2.0)) { previous -> normal(0.5 * previous + mu, 1.0) }
                },
            )
        }

        test("functions of all sorts") {
            roundTrip(
                model("functions") {
                    val a by parameter(real(2, 3))
                    val b by parameter(positiveDefinite(3))
                    val c by parameter(ordered(3))
                    val p by parameter(positive())
                    val factor = b.cholesky()
                    deterministic("product", (a matmul b).transposed())
                    deterministic("solved", org.platen.dsl.expr.Expressions.solveLower(factor, c))
                    deterministic("diagonal", factor.diagonal() + c)
                    deterministic("joined", concatenate(tanh(c), vector(1.0, Double.POSITIVE_INFINITY, -0.0), softmax(c)))
                    deterministic("chosen", where(c.lessThan(constant(p.bounds().lower())), c, zeros(3)))
                    deterministic("parts", a[1][0..1] + a.reshaped(6)[2])
                    deterministic("shared", exp(p) * exp(p) + exp(p))
                    deterministic("constant", constant(1e-300) * p + constant(0.1))
                },
            )
        }

        test("an expression whose parts are shared many times over") {
            roundTrip(
                model("shared") {
                    val x by parameter(real())
                    var power: Expr = x
                    repeat(200) { power = power * power }
                    latent("y", normal(power, 1.0))
                },
            )
        }

        val cause =
            model("cause") {
                val row = plate("row")
                val a by latent(normal(0.0, 1.0))
                val b by latent(normal(a, 1.0))
                val c by row.latent(normal(b, 1.0)).nonCentred()
                val rate by latent(gamma(2.0, rate = 1.0))
                row.observed("x", poisson(exp(c) * rate))
            }

        test("variables that are held or non-centred") {
            roundTrip(cause)
            roundTrip(cause.condition("rate", 2.5))
            roundTrip(cause.intervene("b", 1.0).condition("a", 0.5))
        }

        test("a variable held at a function of others that are declared after it") {
            val read = roundTrip(cause.intervene("a", 2.0 * cause["rate"]))
            read.variables().map { it.name() }.take(2) shouldBe listOf("rate", "a")
            read.isIntervened(read["a"] as RandomVariable) shouldBe true
        }

        test("causes turned round by interventions") {
            val turned = cause.intervene("b", 1.0).intervene("a", cause["b"])
            roundTrip(turned).variables().map { it.name() } shouldBe turned.variables().map { it.name() }
        }

        test("a model that includes another") {
            roundTrip(
                model("larger") {
                    include(cause)
                    val row = cause.plates().single()
                    row.observed("flag", bernoulli(logits = cause["c"] + ones(1)[0]))
                },
            )
        }
    })
