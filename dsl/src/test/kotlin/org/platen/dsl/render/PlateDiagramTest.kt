package org.platen.dsl.render

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.maps.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import java.awt.geom.Rectangle2D
import kotlin.random.Random
import org.platen.dsl.expr.Expr
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.bernoulliIntensity
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.diagram
import org.platen.dsl.kotlin.dirichlet
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.relu
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.Axis

class PlateDiagramTest : FunSpec({

    val mixture = model("old-faithful") {
        val cluster = plate("cluster", 2)
        val row = plate("row")
        val weights by parameter(simplex(cluster))
        val mean by cluster.latent(normal(0, 10))
        val z by row.latent(categorical(weights))
        val twice by deterministic(2 * mean[z])
        val error by row.given()
        row.observed("x", normal(twice, error))
    }
    val chains = model("earthquakes") {
        val state = plate("state", 3)
        val initial by latent(dirichlet(state))
        val transition by state.latent(dirichlet(state, concentration = 0.5))
        val rate by state.parameter(positive())
        val series = plate("series")
        val year = series.chain("year")
        val s by year.markov(initial = categorical(initial)) { previous -> categorical(transition[previous]) }
        year.observed("count", poisson(rate[s]))
    }
    val ratings = model("ratings") {
        val user = plate("user")
        val item = plate("item", 5)
        val spread by parameter(positive())
        val noise by parameter(positive())
        val taste by user.latent(normal(0, spread))
        val quality by item.latent(normal(0, 1))
        (user * item).observed("rating", normal(taste + quality, noise))
    }
    val threeWays = model("three ways") {
        val user = plate("user")
        val item = plate("item")
        val week = plate("week")
        val u by user.latent(normal(0, 1))
        val i by item.latent(normal(0, 1))
        val w by week.latent(normal(0, 1))
        (user * item).latent("ui", normal(u + i, 1))
        (item * week).latent("iw", normal(i + w, 1))
        (user * week).latent("uw", normal(u + w, 1))
    }
    val pairs = model("pairs") {
        val node = plate("node", 4)
        (node * node.copy("other")).latent("edge", bernoulli(logits = constant(node, 1, 2, 3, 4)))
    }
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

    fun drawn(model: Model) = Drawn(model.diagram().svg())

    listOf(mixture, chains, ratings, threeWays, pairs, vae).forEach { model ->
        test("the diagram of ${model.name()} shows what is where") { requireSound(model, drawn(model)) }
    }

    test("diagrams of models with nested and crossed plates at random show what is where") {
        for (seed in 1..40) {
            val model = random(seed)
            withClue("seed $seed\n${Story.of(model)}") { requireSound(model, drawn(model)) }
        }
    }

    test("a model of many variables is drawn too") {
        val random = Random(1)
        val large = model("large") {
            val declared = mutableListOf<Expr>()
            repeat(60) { number ->
                val read = declared.takeLast(8).shuffled(random).take(random.nextInt(3))
                declared += latent("x$number", normal(read.fold(constant(0)) { sum, one -> sum + one }, 1))
            }
        }
        requireSound(large, drawn(large))
    }

    test("kinds of variables look different") {
        val nodes = drawn(mixture).nodes
        nodes.mapValues { it.value.kind } shouldBe mapOf(
            "weights" to "constant",
            "mean" to "latent",
            "z" to "latent",
            "twice" to "deterministic",
            "error" to "given",
            "x" to "observed",
        )
        nodes.getValue("x").fill shouldNotBe nodes.getValue("z").fill
        nodes.getValue("error").fill shouldBe nodes.getValue("x").fill
        nodes.mapValues { it.value.rings } shouldBe nodes.mapValues { if (it.key == "twice") 2 else 1 }
        nodes.getValue("weights").outline.width shouldBeLessThan nodes.getValue("z").outline.width
    }

    test("a plate tells its size where that is declared, and a chain has an arrow of time and one from a value to the next") {
        drawn(mixture).plates.keys shouldBe setOf("cluster (2)", "row")
        drawn(mixture).timeArrows shouldBe 0
        val drawn = drawn(chains)
        drawn.timeArrows shouldBe 1
        drawn.arrows.count { it.from == "s" && it.to == "s" } shouldBe 1
        drawn.plates.getValue("series").contains(drawn.plates.getValue("year")) shouldBe true
    }

    test("what lives in two crossed plates is where they overlap") {
        val drawn = drawn(ratings)
        val overlap = drawn.plates.getValue("user").createIntersection(drawn.plates.getValue("item (5)"))
        drawn.nodes.filter { overlap.contains(it.value.outline) }.keys shouldBe setOf("rating")
    }

    test("plates that cross in more ways than rectangles in a row can are named where their variables are") {
        drawn(threeWays).plates.keys shouldBe setOf("user", "item", "week", "user × item", "item × week", "user × week")
    }

    test("a network is one node, and the guide is dashed when it is asked for") {
        val plain = drawn(vae)
        plain.nodes.keys shouldBe setOf("decoder", "z", "x")
        plain.arrows.map { it.from to it.to } shouldBe listOf("decoder" to "x", "z" to "x")
        val guided = Drawn(vae.diagram().withGuide().svg())
        guided.nodes.keys shouldBe setOf("decoder", "encoder", "z", "x")
        guided.arrows.filter { it.isDashed }.map { it.from to it.to }.toSet() shouldBe setOf("x" to "z", "encoder" to "z")
        guided.arrows.filterNot { it.isDashed } shouldBe guided.arrows.filter { it.to == "x" }
    }

    test("an intervention cuts arrows, and fixed values are told") {
        val cause = model("say <why> & \"how\"") {
            val rain by latent(bernoulli(0.2))
            val wet by latent(bernoulli(0.1 + 0.8 * rain))
            latent("slip", bernoulli(0.5 * wet))
        }
        val drawn = drawn(cause.intervene("wet", 1.0).condition("slip", 0.0))
        drawn.title shouldBe "say <why> & \"how\""
        drawn.arrows.map { it.from to it.to } shouldBe listOf("wet" to "slip")
        drawn.nodes.getValue("wet").label shouldBe "wet = 1"
        drawn.nodes.getValue("slip").label shouldBe "slip = 0"
    }

    test("the same model gives the same diagram, and one without variables is empty") {
        ratings.diagram().svg() shouldBe ratings.diagram().svg()
        drawn(model("empty") {}).nodes shouldHaveSize 0
    }
})

/** Every node is inside of its plates and outside of others, nothing overlaps or is cut, and arrows lead down from parents to children. */
private fun requireSound(model: Model, drawn: Drawn) {
    val weights = Graph.weights(model).keys
    val variables = model.variables().filter { it !in weights }
    for (variable in variables) {
        val node = drawn.nodes.getValue(variable.name())
        withClue(variable.name()) {
            drawn.platesAround(node) shouldBe variable.axes().map(Axis::toString).toSet()
            drawn.plates.values.forEach { plate -> (plate.contains(node.extent) || !plate.intersects(node.extent)) shouldBe true }
            drawn.canvas.contains(node.extent) shouldBe true
            if (node.kind != "constant") node.outline.contains(node.text) shouldBe true
            drawn.nodes.values.filter { it != node }.forEach { it.extent.intersects(node.extent) shouldBe false }
            drawn.plateLabels.values.forEach { it.intersects(node.extent) shouldBe false }
        }
    }
    drawn.plateLabels.forEach { (label, extent) ->
        withClue(label) {
            drawn.plates.getValue(label).contains(extent) shouldBe true
            drawn.canvas.contains(drawn.plates.getValue(label)) shouldBe true
        }
    }
    val expected = variables.flatMap { child -> model.parents(child).map { parent -> name(model, parent) to child.name() } }.toSet()
    val arrows = drawn.arrows.filter { it.from != it.to }
    arrows.map { it.from to it.to }.toSet() shouldBe expected
    for (arrow in arrows) {
        withClue("${arrow.from} → ${arrow.to}") {
            drawn.nodes.getValue(arrow.from).outline.near(arrow.start) shouldBe true
            drawn.nodes.getValue(arrow.to).outline.near(arrow.end) shouldBe true
            arrow.start.second shouldBeLessThan arrow.end.second
        }
    }
}

private fun name(model: Model, parent: Variable) = Graph.weights(model)[parent]?.name() ?: parent.name()

private fun Rectangle2D.near(point: Pair<Double, Double>) =
    Rectangle2D.Double(x - 3, y - 3, width + 6, height + 6).contains(point.first, point.second)

/** A model of three plates, one of which may be nested, and up to a dozen variables that each read some of those that they may. */
private fun random(seed: Int): Model {
    val random = Random(seed)
    return model("random $seed") {
        val outer = plate("outer", 3)
        val inner = if (random.nextBoolean()) outer.plate("inner", 2) else plate("inner", 2)
        val other = plate("other")
        val places = listOf(null, outer, inner, other, outer * other, inner * other)
        val declared = mutableListOf<Variable>()
        repeat(random.nextInt(3, 13)) { number ->
            val place = places[random.nextInt(places.size)]
            val axes = place?.axes() ?: emptySet()
            val read = declared.filter { axes.containsAll(it.axes()) && random.nextInt(3) == 0 }
            val name = listOf("x", "theta", "aLongerName")[random.nextInt(3)] + number
            val distribution = normal(read.fold(constant(0)) { sum, one -> sum + one }, 1)
            declared += when {
                place == null && read.isEmpty() && random.nextBoolean() -> parameter(name, real())
                place == null -> latent(name, distribution)
                random.nextInt(4) == 0 -> place.observed(name, distribution)
                else -> place.latent(name, distribution)
            }
        }
    }
}
