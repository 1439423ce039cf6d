package org.platen.dsl.network

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt
import kotlin.math.tanh
import org.apache.commons.rng.simple.RandomSource
import org.platen.dsl.TestSymbol
import org.platen.dsl.distribution.Normal
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Symbol
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.relu
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Shape

/** A network whose weights count up from 0.1 in steps of 0.1, over all weights in their order. */
private class Counting(input: Shape, declaration: NetworkBuilder.() -> Unit) {
    private var next = 0
    val values = mutableMapOf<Symbol, DoubleArray>()
    val network: Network =
        Network.declare("net", input, { it.declaration() }) { weight ->
            TestSymbol(weight.name, weight.shape).also { symbol ->
                values[symbol] = DoubleArray(weight.shape.size()) { 0.1 * (next++ % 17 - 8) }
            }
        }

    fun of(vararg x: Double): DoubleArray = evaluate(network.of(constant(*x)), values)
}

private fun close(expected: Double) = expected plusOrMinus 1e-12

class NetworkTest :
    FunSpec({
        test("a dense layer is W x + b") {
            val net = Counting(Shape.of(2)) { dense(3) }
            val w = listOf(-0.8, -0.7, -0.6, -0.5, -0.4, -0.3)
            val b = listOf(-0.2, -0.1, 0.0)
            val y = net.of(1.0, 2.0)
            y.indices.toList().forAll { i -> y[i] shouldBe close(w[2 * i] + 2 * w[2 * i + 1] + b[i]) }
        }

        test("layers read what the ones before them give") {
            val net = Counting(Shape.of(1)) { dense(1, Activation.TANH).dense(1) }
            net.of(2.0).single() shouldBe close(-0.6 * tanh(-0.8 * 2 - 0.7) - 0.5)
        }

        test("activations are those of their papers") {
            val x = constant(-1.5, 0.0, 2.0)
            val expected =
                mapOf(
                    Activation.RELU to listOf(0.0, 0.0, 2.0),
                    Activation.LEAKY_RELU to listOf(-0.015, 0.0, 2.0),
                    Activation.ELU to listOf(exp(-1.5) - 1, 0.0, 2.0),
                    Activation.SELU to listOf(1.0507009873554805 * 1.6732632423543772 * (exp(-1.5) - 1), 0.0, 2 * 1.0507009873554805),
                    // Standard normal probabilities: R, pnorm(-1.5) and pnorm(2).
                    Activation.GELU to listOf(-1.5 * 0.06680720126885807, 0.0, 2 * 0.9772498680518208),
                    Activation.SILU to listOf(-1.5 / (1 + exp(1.5)), 0.0, 2 / (1 + exp(-2.0))),
                    Activation.TANH to listOf(tanh(-1.5), 0.0, tanh(2.0)),
                    Activation.SIGMOID to listOf(1 / (1 + exp(1.5)), 0.5, 1 / (1 + exp(-2.0))),
                    Activation.SOFTPLUS to listOf(ln(1 + exp(-1.5)), ln(2.0), ln(1 + exp(2.0))),
                    Activation.SOFTMAX to listOf(-1.5, 0.0, 2.0).map { exp(it) / (exp(-1.5) + 1 + exp(2.0)) },
                )
            expected.keys shouldBe Activation.entries.toSet()
            expected.entries.toList().forAll { (activation, values) ->
                evaluate(activation.of(x)).toList().zip(values).forAll { (found, value) -> found shouldBe close(value) }
            }
        }

        test("layer normalisation has mean 0 and variance 1 before it is scaled and shifted") {
            val net = Network.declare("net", Shape.of(3), { it.layer(LayerNorm(0.0)) }) {
                constant(
                    *DoubleArray(3) { i ->
                        if ("scale" in
                            it.name
                        ) {
                            2.0
                        } else {
                            i.toDouble()
                        }
                    },
                )
            }
            val deviation = sqrt(14.0 / 3 - 4.0)
            evaluate(
                net.of(constant(1.0, 2.0, 3.0)),
            ).toList().zip(listOf(-2 / deviation, 1.0, 2 + 2 / deviation)).forAll { (found, value) ->
                found shouldBe close(value)
            }
        }

        test("a residual block adds its input") {
            val net = Counting(Shape.of(1)) { residual { it.dense(1) } }
            net.of(3.0).single() shouldBe close(3 - 0.8 * 3 - 0.7)
        }

        test("heads read the same layers") {
            val net = Counting(Shape.of(1)) { dense(1).head("a") { it.dense(1) }.head("b") { it.dense(2) } }
            val both = net.network.of(constant(1.0).reshaped(1))
            val shared = -0.8 - 0.7
            evaluate(both.get("a"), net.values).single() shouldBe close(-0.6 * shared - 0.5)
            both.get("b").shape() shouldBe Shape.of(2)
            net.network.weights().keys.toList() shouldContainExactly
                listOf("dense1.weight", "dense1.bias", "a.dense1.weight", "a.dense1.bias", "b.dense1.weight", "b.dense1.bias")
            shouldThrow<ModelException> { both.shape() }.message shouldContain "choose one, for example get(\"a\")"
            shouldThrow<ModelException> { both.get("c") }.message shouldContain "no head 'c', it has [a, b]"
        }

        test("masked weights do not count") {
            val mask = arrayOf(doubleArrayOf(1.0, 0.0), doubleArrayOf(0.0, 0.0))
            val net = Counting(Shape.of(2)) { layer(Dense.of(2).masked(mask)) }
            net.of(1.0, 5.0).toList().zip(listOf(-0.8 - 0.4, -0.3)).forAll { (found, value) -> found shouldBe close(value) }
        }

        test("several inputs are joined") {
            val net = Counting(Shape.of(3)) { dense(1) }
            val value = evaluate(net.network.of(constant(1.0), constant(2.0, 3.0)), net.values).single()
            value shouldBe close(-0.8 * 1 - 0.7 * 2 - 0.6 * 3 - 0.5)
        }

        test("wrong shapes are refused with the network and the layer") {
            shouldThrow<ModelException> { Counting(Shape.of(2, 2)) { dense(3) } }.message shouldContain
                "network 'net': layer 'dense1': a dense layer takes a vector, found event shape [2, 2]. Flatten it first."
            shouldThrow<ModelException> { Counting(Shape.of(2)) { dense(3).reshape(2, 2) } }.message shouldContain
                "layer 'reshape1': event shape [3] has 3 entries, which cannot be reshaped to [2, 2] with 4"
            shouldThrow<ModelException> { Counting(Shape.of(2)) { residual { it.dense(3) } } }.message shouldContain "expected equal shapes"
            shouldThrow<ModelException> { Counting(Shape.of(2)) { dense(3) }.of(1.0, 2.0, 3.0) }.message shouldContain
                "network 'net' takes event shape [2]"
        }

        test("the summary counts parameters") {
            // 784 · 400 + 400 and 400 · 20 + 20
            val net = Counting(Shape.of(784)) { dense(400, Activation.RELU).dense(20) }.network
            net.parameters() shouldBe 314_000 + 8_020
            net.summary() shouldBe
                """
                network net
                layer   what       output  parameters
                input              784              0
                dense1  dense 400  400         314000
                relu1   relu       400              0
                dense2  dense 20   20            8020
                total                          322020
                """.trimIndent()
        }

        test("weights start as their initialiser says") {
            val weight = Weight("w", Shape.of(200, 300), 300, 200, Initialiser.glorot())
            fun moments(initialiser: Initialiser): Pair<Double, Double> {
                val values = initialiser.draw(weight, RandomSource.XO_RO_SHI_RO_128_PP.create(1L))
                return values.sumOf { it * it } / values.size to values.maxOf { kotlin.math.abs(it) }
            }
            moments(Initialiser.glorot()).first shouldBe (2.0 / 500 plusOrMinus 1e-4)
            moments(Initialiser.glorot()).second shouldBe (sqrt(6.0 / 500) plusOrMinus 1e-4)
            moments(Initialiser.he()).first shouldBe (2.0 / 300 plusOrMinus 1e-4)
            moments(Initialiser.leCun()).first shouldBe (1.0 / 300 plusOrMinus 1e-4)
            moments(Initialiser.pytorch()).second shouldBe (1 / sqrt(300.0) plusOrMinus 1e-4)
        }

        test("orthogonal rows are orthogonal") {
            val weight = Weight("w", Shape.of(3, 5), 5, 3, Initialiser.orthogonal(2.0))
            val w = weight.start(RandomSource.XO_RO_SHI_RO_128_PP.create(1L))
            for (i in 0 until 3) {
                for (j in 0 until 3) {
                    (0 until 5).sumOf { w[5 * i + it] * w[5 * j + it] } shouldBe close(if (i == j) 4.0 else 0.0)
                }
            }
        }

        test("a model's network has parameters, and prints by its name") {
            val vae =
                model("vae") {
                    val decoder = network("decoder", input = 2) {
                        dense(4, relu)
                        dense(3)
                    }
                    val row = plate("row")
                    val z = row.latent("z", normal(zeros(2), ones(2)))
                    row.observed("x", bernoulli(logits = decoder(z)))
                }
            vae.parameters().map { it.name() } shouldContainExactly
                listOf("decoder.dense1.weight", "decoder.dense1.bias", "decoder.dense2.weight", "decoder.dense2.bias")
            (vae["x"] as RandomVariable).distribution().describe() shouldContain "decoder(z)"
            vae.networks().single().parameters() shouldBe 2 * 4 + 4 + 4 * 3 + 3
        }

        test("weights may be latent") {
            val regression =
                model("bayesian network") {
                    val row = plate("row")
                    val x = row.given("x")
                    val mean = network("mean", Shape.of(1), { weight -> Normal(zeros(*weight.shape().sizes()), constant(1.0)) }) {
                        dense(2, relu)
                        dense(1)
                    }
                    row.observed("y", normal(mean(x), constant(0.1)))
                }
            regression.latents().map { it.name() } shouldContainExactly
                listOf("mean.dense1.weight", "mean.dense1.bias", "mean.dense2.weight", "mean.dense2.bias")
        }
    })
