package org.platen.dsl.kotlin

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.model.Model

private val mixture = model("old-faithful") {
    val cluster = plate("cluster", 2)
    val row = plate("row")
    val weights by latent(dirichlet(cluster, concentration = 1.0))
    val mean by cluster.latent(multivariateNormal(mean = zeros(2), covariance = 100.0 * identity(2)))
    val covariance by cluster.parameter(positiveDefinite(2))
    val z by row.latent(categorical(weights))
    val x by row.observed(multivariateNormal(mean[z], covariance[z]))
}

private val earthquakes = model("earthquakes") {
    val state = plate("state", 3)
    val initial by latent(dirichlet(state, 1.0))
    val transition by state.latent(dirichlet(state, 1.0))
    val rate by state.latent(gamma(shape = 2.0, rate = 0.1))
    val year = chain("year")
    val s by year.markov(initial = categorical(initial)) { previous -> categorical(transition[previous]) }
    val count by year.observed(poisson(rate[s]))
}

private val schools = model("eight-schools") {
    val school = plate("school")
    val se by school.given()
    val mu by latent(normal(0.0, 5.0))
    val tau by latent(halfCauchy(5.0))
    val theta by school.latent(normal(mu, tau))
    val y by school.observed(normal(theta, se))
}

private val radon = model("radon") {
    val county = plate("county")
    val row = plate("row")
    val home by row.given(index(county))
    val floor by row.given(category(2))
    val design by row.given(real(3))
    val mu by parameter(real())
    val sigma by parameter(positive())
    val alpha by county.latent(normal(mu, 1.0))
    val beta by parameter(real(3))
    val line by deterministic(alpha[home] + sum(design * beta) - 0.5 * floor + beta[2] / 4 - -sum(beta[0..1]))
    row.observed("y", studentT(degreesOfFreedom = 4, line, sigma))
}

private val rasch = model("rasch") {
    val user = plate("user")
    val item = plate("item", 5)
    val ability by user.latent(normal(0, 1))
    val difficulty by item.parameter(real())
    (user * item).observed("answer", bernoulli(logits = ability - difficulty))
}

private val blocks = model("blocks") {
    val block = plate("block", 3)
    val node = plate("node", 6)
    val weights by parameter(simplex(block))
    val tie by (block * block.copy("to")).parameter(unitInterval())
    val z by node.latent(categorical(weights))
    val other = node.copy("to")
    (node * other).latent("edge", normal(sigmoid(tie[z, z.along(other)]), 1))
}

private val walks = model("walks") {
    val series = plate("series")
    val time = series.chain("time")
    val part = series.plate("part", 2)
    val step by latent(halfCauchy(1))
    val level by time.markov(initial = normal(0, 10)) { previous -> normal(previous, step) }
    val y by time.observedMarkov(initial = normal(0, 1)) { previous -> normal(previous + level, exp(step)) }
    part.observed("w", normal(step, 1))
}

class FacesTest : FunSpec({
    context("a model declared in Kotlin tells the same story as the same model declared in Java") {
        val pairs: Map<Model, Model> = mapOf(
            mixture to JavaFace.mixture(),
            earthquakes to JavaFace.earthquakes(),
            schools to JavaFace.schools(),
            radon to JavaFace.radon(),
            rasch to JavaFace.rasch(),
            blocks to JavaFace.blocks(),
            walks to JavaFace.walks(),
        )
        for ((kotlin, java) in pairs) {
            test(kotlin.name()) {
                kotlin.story() shouldBe java.story()
                kotlin.dot() shouldBe java.dot()
            }
        }
    }

    test("the story of a model is what was declared") {
        radon.story() shouldBe """
            radon: county, row
            home[row]     = given, index of county
            floor[row]    = given, one of 2 categories
            design[row]   = given, real vector of 3
            mu            = parameter, real
            sigma         = parameter, positive
            alpha[county] ~ Normal(mu, 1)
            beta          = parameter, real vector of 3
            line[row]     = alpha[home] + sum(design * beta) - 0.5 * floor + beta[2] / 4 - -sum(beta[0..1])
            y[row]        ~ StudentT(4, line, sigma)  (observed)
        """.trimIndent()
        blocks.story() shouldBe """
            blocks: block of 3, node of 6
            weights              = parameter on the simplex over block
            tie[block, block:to] = parameter, between 0 and 1
            z[node]              ~ Categorical(weights)
            edge[node, node:to]  ~ Normal(sigmoid(tie[z, z[node:to]]), 1)
        """.trimIndent()
    }
})
