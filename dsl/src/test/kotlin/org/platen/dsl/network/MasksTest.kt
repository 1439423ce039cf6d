package org.platen.dsl.network

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import kotlin.math.exp
import kotlin.math.ln
import kotlin.random.Random
import org.platen.dsl.TestSymbol
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Symbol
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.tanh
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Shape

/** The logits of an autoregressive network with direct connections, and with dense weights at random. */
private class Autoregressive(order: IntArray, hidden: IntArray, seed: Long) {
    private val random = Random(seed)
    private val values = mutableMapOf<Symbol, DoubleArray>()
    private val x = TestSymbol("x", Shape.of(order.size))
    private val masks = Masks.made(order, hidden, seed)
    private val deep = network { layers ->
        masks.hidden().forEach { layers.maskedDense(it).activation(Activation.TANH) }
        layers.maskedDense(masks.output())
    }
    private val direct = network { it.maskedDense(masks.direct()) }
    private val logits = deep.of(x).plus(direct.of(x))

    private fun network(layers: (NetworkBuilder) -> Unit) = Network.declare("net", Shape.of(x.shape().size()), layers) { weight ->
        TestSymbol(weight.name(), weight.shape()).also { values[it] = DoubleArray(weight.shape().size()) { random.nextDouble(-2.0, 2.0) } }
    }

    fun logits(at: DoubleArray): DoubleArray = evaluate(logits, values + (x to at))

    fun logDensity(at: DoubleArray): Double = logits(at).withIndex().sumOf { (i, l) -> at[i] * l - ln(1 + exp(l)) }
}

class MasksTest :
    FunSpec({
        val sizes = Arb.list(Arb.int(1..6), 1..2)

        test("a result is a function of the entries before it only") {
            checkAll(40, Arb.int(2..8), sizes, Arb.long()) { entries, hidden, seed ->
                val order = (0 until entries).shuffled(Random(seed)).toIntArray()
                val net = Autoregressive(order, hidden.toIntArray(), seed)
                val at = DoubleArray(entries) { 0.3 * it - 1 }
                val before = net.logits(at)
                for (changed in 0 until entries) {
                    val after = net.logits(at.clone().also { it[changed] += 1.5 })
                    // Direct connections make a result read all the entries before it.
                    order.indices.map { after[it] != before[it] } shouldBe order.indices.map { order[it] > order[changed] }
                }
            }
        }

        test("without direct connections too") {
            checkAll(40, Arb.int(2..8), sizes, Arb.long()) { entries, hidden, seed ->
                val order = (0 until entries).shuffled(Random(seed)).toIntArray()
                val masks = Masks.made(order, hidden.toIntArray(), seed)
                // How many ways there are from an entry to a result: the product of the masks (section 4.1).
                val ways = (masks.hidden() + listOf(masks.output())).reduce { below, above ->
                    Array(above.size) { i -> DoubleArray(below[0].size) { j -> below.indices.sumOf { above[i][it] * below[it][j] } } }
                }
                for (result in order.indices) {
                    for (entry in order.indices) {
                        if (order[entry] >= order[result]) ways[result][entry] shouldBe 0.0
                    }
                }
            }
        }

        test("the probabilities of all binary vectors sum to one") {
            (2..8).forEach { entries ->
                val net = Autoregressive((0 until entries).shuffled(Random(entries)).toIntArray(), intArrayOf(5, 4), entries.toLong())
                val total = (0 until (1 shl entries)).sumOf { bits ->
                    exp(net.logDensity(DoubleArray(entries) { (bits shr it and 1).toDouble() }))
                }
                total shouldBe (1.0 plusOrMinus 1e-12)
            }
        }

        test("the same seed gives the same masks") {
            fun drawn(seed: Long) = Masks.made(intArrayOf(2, 0, 1, 3), intArrayOf(20), seed).hidden().single().map { it.toList() }
            drawn(1) shouldBe drawn(1)
            (drawn(1) == drawn(2)) shouldBe false
        }

        test("what is no order is refused") {
            fun message(block: () -> Unit) = shouldThrow<ModelException> { block() }.message!!
            message { Masks.made(intArrayOf(1, 2), intArrayOf(3), 1) } shouldContain "is a permutation of at least two places"
            message { Masks.made(intArrayOf(0, 0), intArrayOf(3), 1) } shouldContain "found [0, 0]"
            message { Masks.made(intArrayOf(0, 1), intArrayOf(), 1) } shouldContain "need hidden layers of at least one unit"
        }

        test("dense layers start as was said before them, also in blocks and heads") {
            val starts = mutableMapOf<String, Initialiser>()
            Network.declare("net", Shape.of(2), { layers ->
                layers.dense(2).starting(Initialiser.he()).dense(2).maskedDense(arrayOf(doubleArrayOf(1.0, 0.0), doubleArrayOf(1.0, 1.0)))
                    .residual { it.dense(2) }.head("a") { it.dense(1) }
            }) { weight -> TestSymbol(weight.name(), weight.shape()).also { starts[weight.name()] = weight.initialiser() } }
            starts.filterKeys { it.endsWith("weight") }.values.toList() shouldBe listOf(Initialiser.glorot()) + List(4) { Initialiser.he() }
            starts.filterKeys { it.endsWith("bias") }.values.toSet() shouldBe setOf(Initialiser.constant(0.0))
        }

        test("starts and masks are said in Kotlin too") {
            val declared = model("masked") {
                val row = plate("row")
                val x = row.given("x", real(2))
                val net = network("net", input = 2) {
                    starting(Initialiser.he())
                    maskedDense(arrayOf(doubleArrayOf(1.0, 0.0)), tanh)
                    dense(1)
                }
                row.observed("y", normal(net.of(x), constant(1.0)))
            }
            declared.networks().single().summary() shouldContain "masked dense 1"
        }
    })
