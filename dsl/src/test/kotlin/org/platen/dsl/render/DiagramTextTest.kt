package org.platen.dsl.render

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.expr.Expr
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.diagram
import org.platen.dsl.kotlin.dirichlet
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.halfCauchy
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.positiveDefinite
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.sum
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model

class DiagramTextTest : FunSpec({

    val schools = model("eight-schools") {
        val district = plate("district", 3)
        val school = plate("school")
        val of by school.given(index(district))
        val error by school.given()
        val mu by latent(normal(0, 5))
        val tau by latent(halfCauchy(5))
        val level by district.latent(normal(mu, tau))
        val theta by school.latent(normal(level[of], 1))
        val shifted by deterministic(theta + mu)
        school.observed("y", normal(shifted, error))
    }

    fun shown(model: Model, expected: String) {
        model.diagram().text() shouldBe expected.trimIndent() + "\n"
    }

    test("a mixture: a frame for each plate, parents behind arrows") {
        val mixture = model("old-faithful") {
            val cluster = plate("cluster", 2)
            val row = plate("row")
            val weights by parameter(simplex(cluster))
            val mean by cluster.parameter(real(2))
            val covariance by cluster.parameter(positiveDefinite(2))
            val z by row.latent(categorical(weights))
            row.observed("x", multivariateNormal(mean[z], covariance[z]))
        }
        shown(
            mixture,
            """
            weights  parameter
            +- cluster (2) -----------------------+
            | mean        parameter               |
            | covariance  parameter               |
            +-------------------------------------+
            +- row -------------------------------+
            | z  latent    <- weights             |
            | x  observed  <- mean, z, covariance |
            +-------------------------------------+
            """,
        )
    }

    test("a hidden Markov model: the chain inside of its series, and the state before") {
        val chains = model("earthquakes") {
            val state = plate("state", 3)
            val initial by latent(dirichlet(state))
            val transition by state.latent(dirichlet(state, concentration = 0.5))
            val rate by state.parameter(positive())
            val year = plate("series").chain("year")
            val s by year.markov(initial = categorical(initial)) { previous -> categorical(transition[previous]) }
            year.observed("count", poisson(rate[s]))
        }
        shown(
            chains,
            """
            initial  latent
            +- state (3) -----------------------------------------------+
            | transition  latent                                        |
            | rate        parameter                                     |
            +-----------------------------------------------------------+
            +- series --------------------------------------------------+
            | +- year (chain) ----------------------------------------+ |
            | | s      latent    <- initial, transition, s (previous) | |
            | | count  observed  <- rate, s                           | |
            | +-------------------------------------------------------+ |
            +-----------------------------------------------------------+
            """,
        )
    }

    test("a hierarchy: what is given, and what is computed") {
        shown(
            schools,
            """
            mu   latent
            tau  latent
            +- school ----------------------------------+
            | of       given                            |
            | error    given                            |
            | theta    latent         <- level, of      |
            | shifted  deterministic  <- theta, mu      |
            | y        observed       <- shifted, error |
            +-------------------------------------------+
            +- district (3) ----------------------------+
            | level  latent  <- mu, tau                 |
            +-------------------------------------------+
            """,
        )
    }

    test("crossed plates have a frame of their own, and approximations are read from behind another arrow") {
        val ratings = model("ratings") {
            val user = plate("user")
            val item = plate("item", 5)
            val taste by user.latent(normal(zeros(2), ones(2)))
            val trait by item.parameter(real(2))
            (user * item).observed("rating", normal(sum(taste * trait), 1))
        }
        ratings.diagram().text() shouldContain "+- user x item (5) -"
        val encoded = model("encoded") {
            val network = network("encoder", input = 3) {
                heads {
                    dense("location", 3)
                    dense("logScale", 3)
                }
            }
            val row = plate("row")
            val z by row.latent(normal(zeros(3), ones(3)))
            val x by row.observed(normal(z, ones(3)))
            guide { amortize(z) { network(x).let { normal(it["location"], exp(it["logScale"])) } } }
        }
        encoded.diagram().withGuide().text() shouldBe
            """
            encoder  network
            +- row ----------------------+
            | z  latent    <~ encoder, x |
            | x  observed  <- z          |
            +----------------------------+
            """.trimIndent() + "\n"
    }

    test("what is known or set says so") {
        schools.condition("mu", 2.0).diagram().text() shouldContain Regex("mu = 2\\.?0? +observed")
        schools.intervene("tau", 2.0).diagram().text() shouldContain Regex("tau = 2\\.?0? +intervened on")
    }

    test("many parents go on in the next line, below the first") {
        val wide = model("wide") {
            val row = plate("row")
            val terms = (1..30).map<Int, Expr> { parameter("coefficient$it", real()) }
            row.observed("y", normal(terms.reduce { sum, each -> sum + each }, 1))
        }
        val lines = wide.diagram().text().trimEnd().lines()
        lines.forEach { withClue(it) { it.length shouldBeLessThanOrEqual 100 } }
        lines.first { "<-" in it }.indexOf("coefficient1") shouldBe lines[lines.indexOfFirst { "<-" in it } + 1].indexOf("coefficient")
        lines.joinToString("").let { all -> (1..30).forEach { all shouldContain "coefficient$it" } }
    }
})
