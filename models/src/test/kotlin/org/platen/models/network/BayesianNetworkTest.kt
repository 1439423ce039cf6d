package org.platen.models.network

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeBetween
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.exp
import kotlin.random.Random
import org.platen.dsl.render.Story
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.em.ExactEm
import org.platen.inference.query.Query
import org.platen.models.zoo.data

/** A network of up to twelve binary variables with up to three parents each, and random tables. */
private class RandomNetwork(seed: Int) {
    private val random = Random(seed)
    val size = random.nextInt(2, 13)
    val graph = (0 until size).fold(BayesianNetwork.named("random")) { graph, i ->
        val parents = (0 until i).shuffled(random).take(random.nextInt(0, 4)).map { "v$it" }
        graph.node("v$i", 2, *parents.toTypedArray())
    }
    val tables = graph.nodes().associate { node ->
        node.name() to DoubleArray(2 shl node.parents().size).also { table ->
            for (cell in table.indices step 2) {
                table[cell] = random.nextDouble(0.02, 0.98)
                table[cell + 1] = 1 - table[cell]
            }
        }
    }
}

class BayesianNetworkTest :
    FunSpec({
        // Lauritzen and Spiegelhalter 1988, and their figures as other systems give them.
        test("ASIA answers as published") {
            val breathless = Query.of(Asia.known()).given("dyspnoea", 1)
            exp(breathless.logEvidence()) shouldBe (0.43597060 plusOrMinus 1e-8)
            breathless.probabilities("tuberculosis").get(1) shouldBe (0.018845 plusOrMinus 1e-6)
            breathless.probabilities("cancer").get(1) shouldBe (0.102759 plusOrMinus 1e-6)
            val travelled = breathless.given("asia", 1)
            exp(travelled.logEvidence()) shouldBe (0.00450138 plusOrMinus 1e-8)
            travelled.probabilities("tuberculosis").get(1) shouldBe (0.087751 plusOrMinus 1e-6)
            travelled.probabilities("cancer").get(1) shouldBe (0.099525 plusOrMinus 1e-6)
        }

        test("setting bronchitis from outside says nothing of smoking, seeing it does") {
            // P(smoking | bronchitis) = 0.5 · 0.6 / (0.5 · 0.6 + 0.5 · 0.3).
            val asia = Query.of(Asia.known())
            asia.given("bronchitis", 1).probabilities("smoking").get(1) shouldBe (2.0 / 3 plusOrMinus 1e-12)
            asia.intervene("bronchitis", 1).probabilities("smoking").get(1) shouldBe (0.5 plusOrMinus 1e-12)
        }

        test("the most probable explanation of breathlessness is bronchitis of a smoker") {
            val explanation = Query.of(Asia.known()).given("dyspnoea", 1).mostProbable()
            // By hand: 0.99 · 0.5 · 0.99 · 0.9 · 0.6 · 0.95 · 0.8, more than of any other.
            explanation.filterValues { it == 1 }.keys shouldBe setOf("smoking", "bronchitis")
        }

        test("tables learned from rows are shares of what was counted") {
            val example = Asia.learnedExample()
            val fit = ExactEm().fit(example.model(), example.data())
            val smokers = example.values().getValue("smoking")
            val ill = example.values().getValue("cancer")
            val among = smokers.indices.filter { smokers[it] == 1.0 }
            fit.estimate("p(cancer)").get(1, 1) shouldBe (among.count { ill[it] == 1.0 }.toDouble() / among.size plusOrMinus 1e-9)
            for (truth in example.truths()) {
                val found = fit.estimate(truth.variable()).values()
                withClue(truth.variable()) {
                    truth.values().indices.forEach { found[it] shouldBe (truth.values()[it] plusOrMinus truth.tolerances()[it]) }
                }
            }
            Story.of(Asia.graph().learned()) shouldBe Story.of(Asia.learned())
        }

        test("a chain is found again by its own model and by the full table, which fits its rows a little better") {
            val fits = listOf(BinaryJoint.fullExample(), BinaryJoint.chainExample()).map { example ->
                val fit = ExactEm().fit(example.model(), example.data())
                for (truth in example.truths()) {
                    val found = fit.estimate(truth.variable()).values()
                    truth.values().indices.forEach { found[it] shouldBe (truth.values()[it] plusOrMinus truth.tolerances()[it]) }
                }
                fit
            }
            fits.map { it.freeParameters() } shouldBe listOf(7, 5)
            // Twice the difference is chi-squared with two degrees of freedom: below 13.8 but once in a thousand.
            (fits[0].logLikelihood() - fits[1].logLikelihood()).shouldBeBetween(0.0, 6.9, 1e-9)
        }

        test("what was learned can be asked") {
            val example = Asia.learnedExample()
            val fit = ExactEm().fit(example.model(), example.data())
            val learned = Query.of(Asia.graph().known { table -> fit.estimate(table).values() })
            // 4,000 people, of whom about 220 have lung cancer.
            learned.given("dyspnoea", 1).probabilities("cancer").get(1) shouldBe (0.102759 plusOrMinus 0.03)
        }

        test("the probabilities of all values sum to one, in any network of at most twelve variables") {
            for (seed in 1..8) {
                val network = RandomNetwork(seed)
                withClue("network $seed of ${network.size}") {
                    val model = network.graph.learned()
                    val all = Array(1 shl network.size) { code -> DoubleArray(network.size) { (code shr it and 1).toDouble() } }

                    fun data(rows: Array<DoubleArray>) = (0 until network.size).fold(Data.none()) { data, i ->
                        data.and(model["v$i"], DoubleArray(rows.size) { rows[it][i] })
                    }
                    // Cells that no row falls into keep the table that EM starts at.
                    val fit = ExactEm()
                        .startAt(network.tables.mapKeys { (node, _) -> BayesianNetwork.table(node) })
                        .fit(model, data(Array(30) { all[Random(seed + it).nextInt(all.size)] }))
                    fit.logDensity(data(all)).sumOf { exp(it) } shouldBe (1.0 plusOrMinus 1e-10)
                }
            }
        }

        test("a full table has 2ⁿ − 1 numbers, a chain 2n − 1, and ASIA 18") {
            for (n in 1..12) {
                BayesianNetwork.full("full", n).parameters() shouldBe (1L shl n) - 1
                BayesianNetwork.chain("chain", n).parameters() shouldBe 2L * n - 1
            }
            Asia.graph().parameters() shouldBe 18
        }

        test("a hidden node is summed out, and the fit tells its probabilities") {
            val graph = BayesianNetwork.named("hidden").node("z", 2).node("a", 2, "z").node("b", 2, "z").node("c", 2, "z")
            val model = graph.learned("z")
            val rows = List(400) { i ->
                if (i % 2 ==
                    0
                ) {
                    intArrayOf(1, 1, if (i % 8 == 0) 0 else 1)
                } else {
                    intArrayOf(0, if (i % 7 == 0) 1 else 0, 0)
                }
            }
            var data = Data.none()
            listOf("a", "b", "c").forEachIndexed { i, name -> data = data.and(model[name], IntArray(rows.size) { rows[it][i] }) }
            val fit = ExactEm().restarts(3).fit(model, data)
            val found = fit.assignments(model["z"])
            found.indices.map { found[it] == found[0] }.take(4) shouldContainExactly listOf(true, false, true, false)
        }

        test("what is no graph is refused") {
            shouldThrow<ModelException> { BayesianNetwork.named("n").node("a", 2, "b") }.message shouldContain
                "node 'a' has the parents [b]"
            shouldThrow<ModelException> { BayesianNetwork.named("n").node("a", 1) }.message shouldContain "node 'a' has 1 states"
            shouldThrow<ModelException> {
                BayesianNetwork.named("n").node("a", 2).known(mapOf("a" to doubleArrayOf(1.0)))
            }.message shouldContain
                "the table of 'a' has 1 probabilities, expected 2"
        }
    })
