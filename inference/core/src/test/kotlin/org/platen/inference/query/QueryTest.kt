package org.platen.inference.query

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.ln
import kotlin.random.Random
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Index
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.unitInterval
import org.platen.dsl.model.Model
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.shape.ModelException

private const val SIZE = 6

/** Six binary variables, each with up to two of those before it as parents. */
private class Network(seed: Int) {
    private val random = Random(seed)
    private val parents = List(SIZE) { i -> (0 until i).shuffled(random).take(random.nextInt(0, 3)) }
    private val tables = List(SIZE) { i -> DoubleArray(1 shl parents[i].size) { random.nextDouble(0.05, 0.95) } }

    /** The probability of all values, where some are set from outside. */
    fun probability(values: List<Int>, set: Int? = null): Double = (0 until SIZE).filter { it != set }.fold(1.0) { product, i ->
        val p = tables[i][parents[i].fold(0) { cell, parent -> 2 * cell + values[parent] }]
        product * if (values[i] == 1) p else 1 - p
    }

    val model: Model = model("network") {
        val bit = plate("bit", 2)
        val copies = List(2) { bit.copy("parent $it") }
        val variables = ArrayList<RandomVariable>()
        for (i in 0 until SIZE) {
            val probability = when (parents[i].size) {
                0 -> constant(tables[i][0])
                1 -> Index(constant(copies[0], *tables[i]), copies[0], variables[parents[i][0]])
                else -> Index(
                    Index(constant(copies[0].times(copies[1]), *tables[i]), copies[0], variables[parents[i][0]]),
                    copies[1],
                    variables[parents[i][1]],
                )
            }
            variables += latent("v$i", bernoulli(probability))
        }
    }
}

private val everything = List(1 shl SIZE) { code -> List(SIZE) { code shr it and 1 } }

class QueryTest :
    FunSpec({
        test("joint probabilities, the most probable explanation, evidence and effects agree with the sum over all values") {
            for (seed in 1..20) {
                val network = Network(seed)
                withClue("network $seed") {
                    val query = Query.of(network.model).given("v5", 1).given("v2", 0)
                    val consistent = everything.filter { it[5] == 1 && it[2] == 0 }
                    val total = consistent.sumOf { network.probability(it) }
                    query.logEvidence() shouldBe (ln(total) plusOrMinus 1e-12)
                    val pair = query.probabilities("v4", "v0")
                    for (a in 0..1) {
                        for (b in 0..1) {
                            pair.get(a, b) shouldBe
                                (consistent.filter { it[4] == a && it[0] == b }.sumOf { network.probability(it) } / total plusOrMinus 1e-12)
                        }
                    }
                    val best = consistent.maxBy { network.probability(it) }
                    query.mostProbable() shouldBe listOf(0, 1, 3, 4).associate { "v$it" to best[it] }

                    val effect = Query.of(network.model).intervene("v3", 1).probabilities("v5")
                    effect.get(1) shouldBe
                        (everything.filter { it[3] == 1 && it[5] == 1 }.sumOf { network.probability(it, set = 3) } plusOrMinus 1e-12)
                }
            }
        }

        test("queries made from one another, and asked in turn, do not disturb each other") {
            val network = Network(7)
            val all = Query.of(network.model)
            val given = all.given("v5", 1)
            val before = all.probabilities("v0").values()
            val among = everything.filter { it[5] == 1 }
            val share = among.filter { it[0] == 1 }.sumOf { network.probability(it) } / among.sumOf { network.probability(it) }
            given.probabilities("v0").get(1) shouldBe (share plusOrMinus 1e-12)
            all.probabilities("v0").values() shouldBe before
        }

        test("what is impossible has no probability, and nothing is asked given it") {
            val certain = model("certain") {
                val bit = plate("bit", 2)
                val cause = latent("cause", bernoulli(0.5))
                latent("effect", bernoulli(Index(constant(bit, 0.0, 1.0), bit.axis(), cause)))
            }
            val impossible = Query.of(certain).given("effect", 1).given("cause", 0)
            impossible.logEvidence() shouldBe Double.NEGATIVE_INFINITY
            Query.of(certain).given("effect", 1).probabilities("cause").values() shouldBe doubleArrayOf(0.0, 1.0)
            val third = model("third") {
                val bit = plate("bit", 2)
                val cause = latent("cause", bernoulli(0.5))
                latent("effect", bernoulli(Index(constant(bit, 0.0, 1.0), bit.axis(), cause)))
                latent("other", bernoulli(0.5))
            }
            shouldThrow<ModelException> {
                Query.of(third).given("effect", 1).given("cause", 0).probabilities("other")
            }.message shouldContain
                "what is given is impossible"
        }

        test("what cannot be asked is refused with the fix") {
            val open = model("open") {
                val p by parameter(unitInterval())
                latent("v", bernoulli(p))
            }
            shouldThrow<ModelException> { Query.of(open) }.message shouldContain "has parameters [p]"
            shouldThrow<ModelException> { Query.of(model("real") { latent("v", normal(0, 1)) }) }.message shouldContain "'v' is Normal"
            shouldThrow<ModelException> { Query.of(Network(1).model).given("v0", 2) }.message shouldContain "'v0' has no value 2"
            shouldThrow<ModelException> { Query.of(Network(1).model).given("v0", 1).probabilities("v0") }.message shouldContain
                "'v0' is not unknown here"
        }
    })
