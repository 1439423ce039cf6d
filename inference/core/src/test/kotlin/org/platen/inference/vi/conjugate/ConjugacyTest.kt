package org.platen.inference.vi.conjugate

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.distribution.Distributions.bernoulliLogits
import org.platen.dsl.distribution.Distributions.beta
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.halfCauchy
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.model.Model
import org.platen.dsl.model.ModelBuilder

private fun reasons(declaration: (ModelBuilder) -> Unit): Map<String, String> =
    Conjugacy.of(Model.declare("reasons", declaration)).reasons().mapKeys { it.key.name() }

private fun conjugate(declaration: (ModelBuilder) -> Unit): List<String> = Conjugacy
    .of(Model.declare("conjugate", declaration))
    .factors()
    .families()
    .keys
    .map { it.name() }

class ConjugacyTest :
    FunSpec({

        test("of eight schools the effects and their mean are conjugate given the half-Cauchy scale") {
            val schools = { m: ModelBuilder ->
                val school = m.plate("school")
                val mu = m.latent("mu", normal(0.0, 5.0))
                val tau = m.latent("tau", halfCauchy(5.0))
                val theta = m.latent("theta", school, normal(mu, tau))
                m.observed("y", school, normal(theta, 1.0))
                Unit
            }
            conjugate(schools) shouldContainExactlyInAnyOrder listOf("mu", "theta")
            reasons(schools)["tau"].shouldNotBeNull() shouldContain "HalfCauchy"
        }

        test("a reason names the density and what in it is no expected statistic") {
            reasons { m ->
                val w = m.latent("w", normal(0.0, 1.0))
                m.observed("y", m.plate("row"), bernoulliLogits(w))
            }["w"].shouldNotBeNull() shouldContain "in the density of 'y' 'w' is in its log odds"
            reasons { m ->
                val a = m.latent("a", gamma(1.0, 1.0))
                val b = m.latent("b", gamma(1.0, 1.0))
                m.observed("y", m.plate("row"), poisson(a.plus(b)))
            }["a"].shouldNotBeNull() shouldContain "no product of powers of 'a' and 'b'"
            reasons { m ->
                val s = m.latent("s", gamma(1.0, 1.0))
                m.observed("y", m.plate("row"), normal(0.0, s))
            }["s"].shouldNotBeNull() shouldContain "enters as s to the power -2"
            reasons { m ->
                val v = m.latent("v", gamma(1.0, 1.0))
                m.observed("y", m.plate("row"), normal(v, 1.0))
            }["v"].shouldNotBeNull() shouldContain "'v' is Gamma"
            reasons { m ->
                val p = m.latent("p", beta(1.0, 1.0))
                m.observed("y", m.plate("row"), poisson(p))
            }["p"].shouldNotBeNull() shouldContain "enters as p"
        }

        test("a non-centred variable and what it is centred around have no factors") {
            val schools = { m: ModelBuilder ->
                val school = m.plate("school")
                val mu = m.latent("mu", normal(0.0, 5.0))
                val theta = m.latent("theta", school, normal(mu, 2.0)).nonCentred()
                m.observed("y", school, normal(theta, 1.0))
                Unit
            }
            conjugate(schools).shouldBeEmpty()
            reasons(schools)["theta"].shouldNotBeNull() shouldContain "non-centred"
            reasons(schools)["mu"].shouldNotBeNull() shouldContain "'theta' is non-centred around it"
        }

        test("a variable in two arguments of a density is not conjugate") {
            reasons { m ->
                val v = m.latent("v", gamma(1.0, 1.0))
                m.observed("y", m.plate("row"), normal(v, v.power(-0.5)))
            }["v"].shouldNotBeNull() shouldContain "'v' is in more than one argument"
        }
    })
