package org.platen.dsl.model

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import org.platen.dsl.distribution.Distributions
import org.platen.dsl.kotlin.exponential
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.nonCentred
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.story
import org.platen.dsl.messageOf

class NonCentredTest : FunSpec({
    val schools = model("schools") {
        val school = plate("school", 8)
        val mu by latent(normal(0, 5))
        val tau by latent(exponential(1))
        val theta by school.latent(normal(mu, tau)).nonCentred()
        val y by school.observed(normal(theta, 10))
    }
    val inJava = Model.declare("schools") { m ->
        val school = m.plate("school", 8)
        val mu = m.latent("mu", Distributions.normal(0.0, 5.0))
        val tau = m.latent("tau", Distributions.exponential(1.0))
        val theta = m.latent("theta", school, Distributions.normal(mu, tau)).nonCentred()
        m.observed("y", school, Distributions.normal(theta, 10.0))
    }

    fun isNonCentred(model: Model, name: String) = model.isNonCentred(model[name] as RandomVariable)

    test("a latent variable is declared non-centred in either language, and its story says so") {
        schools.story() shouldBe """
            schools: school of 8
            mu            ~ Normal(0, 5)
            tau           ~ Exponential(1)
            theta[school] ~ Normal(mu, tau)  (non-centred)
            y[school]     ~ Normal(theta, 10)  (observed)
        """.trimIndent()
        inJava.story() shouldBe schools.story()
        isNonCentred(schools, "theta") shouldBe true
        isNonCentred(schools, "mu") shouldBe false
    }

    test("a declared model makes a non-centred one, of the same variables, and stays as it is") {
        val centred = model("schools") {
            val mu by latent(normal(0, 5))
            val theta by latent(normal(mu, 2))
        }
        val changed = centred.nonCentred("theta")
        changed["theta"] shouldBeSameInstanceAs centred["theta"]
        isNonCentred(changed, "theta") shouldBe true
        isNonCentred(centred, "theta") shouldBe false
        messageOf { (centred["theta"] as RandomVariable).nonCentred() } shouldBe
            "model 'schools' is declared, so 'theta' stays as it is. Use model.nonCentred(\"theta\"), which makes another model."
    }

    test("models made of it keep it") {
        isNonCentred(schools.condition("mu", 1.0), "theta") shouldBe true
        isNonCentred(schools.intervene("tau", 1.0), "theta") shouldBe true
        isNonCentred(schools.nonCentred("mu"), "theta") shouldBe true
        isNonCentred(model("more") { include(schools) }, "theta") shouldBe true
    }

    test("what has no location and scale, is observed or is a chain is refused with the reason") {
        messageOf { model("m") { val rate by latent(gamma(1, 1)).nonCentred() } } shouldBe
            "'rate' cannot be non-centred: Gamma has no location and scale. Normal, LogNormal, StudentT, Cauchy, Laplace, Logistic, " +
            "MultivariateNormal and MultivariateStudentT have."
        messageOf { model("m") { val y by observed(normal(0, 1)).nonCentred() } } shouldBe
            "'y' is observed, so it cannot be non-centred: only what is inferred can"
        messageOf {
            model("m") {
                val day = chain("day")
                val level by day.markov(normal(0, 1)) { previous -> normal(previous, 1) }.nonCentred()
            }
        } shouldContain
            "'level' is a Markov chain, which cannot be non-centred: the location of each of its values is made of the value before."
        messageOf { model("m") { val a by given() }.nonCentred("a") } shouldBe
            "'a' cannot be non-centred: it is a Given, not a random variable"
    }

    test("a non-centred variable needs its name too") {
        messageOf { model("m") { latent(normal(0, 1)).nonCentred() } } shouldContain "has a variable without a name: latent Normal(0, 1)"
    }
})
