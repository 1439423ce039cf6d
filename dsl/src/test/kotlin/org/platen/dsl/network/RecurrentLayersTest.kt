package org.platen.dsl.network

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.exp
import kotlin.math.tanh
import org.apache.commons.rng.simple.RandomSource
import org.platen.dsl.TestSymbol
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Symbol
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.real
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Shape

/** Four steps of three features: 7 i modulo 11, in tenths. */
private val sequence = DoubleArray(12) { it * 7 % 11 / 10.0 }

/** Weights that count up in tenths, −0.8 to 0.8 and again, over all weights in their order. */
private fun Layer.counting(input: Shape): Map<String, DoubleArray> {
    var next = 0
    return weights(input).associate { weight -> weight.name() to DoubleArray(weight.shape().size()) { 0.1 * (next++ % 17 - 8) } }
}

private fun Layer.of(x: DoubleArray, steps: Int): List<Double> {
    val input = Shape.of(steps, x.size / steps)
    val numbers = counting(input)
    val symbols = weights(input).associate { it.name() to TestSymbol(it.name(), it.shape()) }
    val values = symbols.entries.associate { (name, symbol) -> (symbol as Symbol) to numbers.getValue(name) }
    val result = apply(constant(*x).reshaped(steps, x.size / steps), symbols)
    result.shape() shouldBe output(input)
    return evaluate(result, values).toList()
}

private fun sigmoid(x: Double) = 1 / (1 + exp(-x))

private infix fun List<Double>.shouldBeNear(expected: List<Double>) {
    size shouldBe expected.size
    zip(expected).forEach { (found, value) -> found shouldBe (value plusOrMinus 1e-11) }
}

/** W x + b, unit by unit. */
private fun affine(w: DoubleArray, x: List<Double>, b: DoubleArray) =
    b.indices.map { i -> b[i] + x.indices.sumOf { w[i * x.size + it] * x[it] } }

/** The formulas of torch.nn.GRU's documentation: r, z and n, with h' = (1 − z) n + z h. */
private fun gru(w: Map<String, DoubleArray>, x: List<Double>, h: List<Double>): List<Double> {
    val input = affine(w.getValue("inputWeight"), x, w.getValue("inputBias"))
    val state = affine(w.getValue("stateWeight"), h, w.getValue("stateBias"))
    val n = h.size
    return h.indices.map { i ->
        val r = sigmoid(input[i] + state[i])
        val z = sigmoid(input[n + i] + state[n + i])
        (1 - z) * tanh(input[2 * n + i] + r * state[2 * n + i]) + z * h[i]
    }
}

/** The formulas of torch.nn.LSTM's documentation: i, f, g and o, with c' = f c + i g and h' = o tanh(c'). */
private fun lstm(w: Map<String, DoubleArray>, x: List<Double>, h: List<Double>, c: List<Double>): Pair<List<Double>, List<Double>> {
    val input = affine(w.getValue("inputWeight"), x, w.getValue("inputBias"))
    val state = affine(w.getValue("stateWeight"), h, w.getValue("stateBias"))
    val n = h.size
    fun gate(which: Int, i: Int) = input[which * n + i] + state[which * n + i]
    val cells = c.indices.map { sigmoid(gate(1, it)) * c[it] + sigmoid(gate(0, it)) * tanh(gate(2, it)) }
    return h.indices.map { sigmoid(gate(3, it)) * tanh(cells[it]) } to cells
}

class RecurrentLayersTest :
    FunSpec({
        val steps = sequence.toList().chunked(3)

        test("gated recurrent units are those of PyTorch") {
            val weights = Gru.of(2).counting(Shape.of(4, 3))
            val states = steps.runningFold(listOf(0.0, 0.0)) { h, x -> gru(weights, x, h) }.drop(1)
            Gru.of(2).of(sequence, 4) shouldBeNear states.flatten()
            Gru.of(2).lastState().of(sequence, 4) shouldBeNear states.last()
            // PyTorch 1.13.1, torch.nn.GRU(3, 2) in float64 with the same numbers.
            Gru.of(2).of(sequence, 4) shouldBeNear
                listOf(
                    -0.142335562416,
                    -0.129980024105,
                    -0.090623793423,
                    -0.013295699674,
                    -0.132440338647,
                    0.055533479744,
                    -0.221998779278,
                    0.081532339692,
                )
        }

        test("long short-term memory is that of PyTorch") {
            val weights = Lstm.of(2).counting(Shape.of(4, 3))
            val zero = listOf(0.0, 0.0)
            val states = steps.runningFold(zero to zero) { (h, c), x -> lstm(weights, x, h, c) }.drop(1).map { it.first }
            Lstm.of(2).of(sequence, 4) shouldBeNear states.flatten()
            Lstm.of(2).lastState().of(sequence, 4) shouldBeNear states.last()
            // PyTorch 1.13.1, torch.nn.LSTM(3, 2) in float64 with the same numbers.
            Lstm.of(2).of(sequence, 4) shouldBeNear
                listOf(
                    0.004394565233,
                    0.00509906437,
                    0.021268009402,
                    0.101674824443,
                    0.035372528035,
                    0.132616496521,
                    0.041207614129,
                    0.139967449324,
                )
        }

        test("a state is computed from its step and those before it") {
            val changed = sequence.clone().also { it[7] = 5.0 }
            listOf(Gru.of(2), Lstm.of(2)).forEach { layer ->
                val before = layer.of(sequence, 4)
                val after = layer.of(changed, 4)
                (0 until 4).map { before[2 * it] == after[2 * it] } shouldBe listOf(true, true, false, false)
            }
        }

        test("the state's weights start orthogonal, gate by gate") {
            listOf(Gru.of(3) to 3, Lstm.of(3) to 4).forEach { (layer, gates) ->
                val weight = layer.weights(Shape.of(5, 2)).single { it.name() == "stateWeight" }
                val w = weight.start(RandomSource.XO_RO_SHI_RO_128_PP.create(1L))
                w.size shouldBe 9 * gates
                w.toList().chunked(9).forEach { gate ->
                    for (i in 0 until 3) {
                        for (j in 0 until 3) {
                            (0 until 3).sumOf { gate[3 * i + it] * gate[3 * j + it] } shouldBe
                                ((if (i == j) 1.0 else 0.0) plusOrMinus 1e-12)
                        }
                    }
                }
            }
        }

        test("recurrent layers stack, and the summary counts parameters") {
            val declared = model("sequences") {
                val row = plate("row")
                val x = row.given("x", real(40, 2))
                val net = network("net", Shape.of(40, 2)) {
                    lstm(3)
                    gru(4, last = true)
                    dense(1)
                }
                row.observed("y", normal(net(x), constant(1.0)))
            }
            val net = declared.networks().single()
            // 4 (3 · 2 + 3 · 3 + 3 + 3), 3 (4 · 3 + 4 · 4 + 4 + 4) and 4 + 1
            net.placed().map { it.parameters() } shouldContainExactly listOf(84, 108, 5)
            net.summary() shouldContain "gru 4, last state"
        }

        test("what is no sequence is refused") {
            fun message(block: () -> Unit) = shouldThrow<ModelException> { block() }.message!!
            message { Gru.of(2).output(Shape.of(4, 2, 3)) } shouldContain
                "a layer gru takes a sequence, [steps, features], or features along a chain, found event shape [4, 2, 3]. Reshape it."
            val ofFeatures = Network.declare("net", Shape.of(4), { it.gru(2) }) { constant(0.0) }
            message { ofFeatures.of(constant(1.0, 2.0, 3.0, 4.0)) } shouldContain "apply its network with along(chain, …)"
            message { Lstm.of(0) } shouldContain "a layer lstm needs at least one unit, found 0"
        }
    })
