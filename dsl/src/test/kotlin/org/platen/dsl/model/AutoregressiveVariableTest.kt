package org.platen.dsl.model

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.distribution.MultivariateNormal
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.concatenate
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.identity
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.tanh
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.messageOf
import org.platen.dsl.network.Convolution
import org.platen.dsl.network.MaskedConvolution
import org.platen.dsl.network.Masks
import org.platen.dsl.render.Dot
import org.platen.dsl.render.Story
import org.platen.dsl.shape.Shape

class AutoregressiveVariableTest :
    FunSpec({
        val masks = Masks.made(IntArray(3) { it }, intArrayOf(4), 1)

        test("a variable may read its own earlier entries, and is then no parent of itself") {
            val declared = model("visible") {
                val direct = network("direct", input = 3) { maskedDense(masks.direct()) }
                val row = plate("row")
                val x by row.autoregressive(3) { earlier -> bernoulli(logits = direct(earlier)) }
                x.isObserved shouldBe true
            }
            Story.of(declared) shouldContain "x[row] ~ Bernoulli(logits = direct(earlier x))  (observed)"
            Dot.of(declared) shouldContain "\"x\" -> \"x\" [label=\"later entries\"]"
            declared.parents(declared["x"]).filterIsInstance<RandomVariable>().shouldBeEmpty()
        }

        test("an order is found in masks of any order, and in masked convolutions") {
            val order = intArrayOf(2, 0, 3, 1)
            val shuffled = Masks.made(order, intArrayOf(9, 9), 1)
            val declared = model("shuffled") {
                val net = network("net", input = 4) {
                    shuffled.hidden().forEach { maskedDense(it, tanh) }
                    maskedDense(shuffled.output())
                }
                plate("row").autoregressive("x", 4) { earlier -> bernoulli(logits = net(earlier)) }
            }
            val entries = (declared["x"] as RandomVariable).autoregression().get()
            for (i in 0 until 4) for (j in 0 until 4) entries.isBefore(i, j) shouldBe (order[i] < order[j])

            val pixels = model("pixels") {
                val net = network("net", Shape.of(1, 3, 3)) { layer(MaskedConvolution.typeA(Convolution.of(1, 3, 3), 1)) }
                plate("image").autoregressive("x", Shape.of(1, 3, 3)) { earlier -> bernoulli(logits = net(earlier)) }
            }
            val image = (pixels["x"] as RandomVariable).autoregression().get()
            // The pixel in the middle reads its left neighbour and the row above; these read the first row as far as the filter sees.
            (0 until 9).filter { image.isBefore(it, 4) } shouldContainExactly listOf(0, 1, 2, 3)
            (0 until 9).filter { image.isBefore(it, 0) }.shouldBeEmpty()
        }

        test("a sequence shifted by one goes through recurrent units, whose states read what is behind them") {
            val declared = model("recurrent") {
                val units = network("units", Shape.of(4, 1)) {
                    gru(3)
                }
                val out = parameter("out", real(3))
                plate("row").autoregressive("x", 4) { earlier ->
                    val shifted = concatenate(zeros(1), earlier.slice(0, 3)).reshaped(4, 1)
                    bernoulli(logits = units(shifted).dot(out))
                }
            }
            val entries = (declared["x"] as RandomVariable).autoregression().get()
            for (i in 0 until 4) for (j in 0 until 4) entries.isBefore(i, j) shouldBe (i < j)
        }

        test("an entry that reads itself, or is read by what it reads, is refused") {
            messageOf {
                model("circle") {
                    val net = network("net", input = 3) { dense(3) }
                    plate("row").autoregressive("x", 3) { earlier -> bernoulli(logits = net(earlier)) }
                }
            } shouldContain "entry 1 of 'x' is drawn given itself"
        }

        test("what it is drawn from has the declared shape, and entries of its own") {
            messageOf {
                model("wrong") {
                    val direct = network("direct", input = 3) { maskedDense(masks.direct()) }
                    plate("row").autoregressive("x", 4) { earlier -> bernoulli(logits = direct(earlier.slice(0, 3))) }
                }
            } shouldContain "'x' was declared with event shape [4], but Bernoulli draws event shape [3]"
            messageOf {
                model("wrong") {
                    plate("row").autoregressive("x", 3) { earlier -> multivariateNormal(earlier, identity(3)) }
                }
            } shouldContain "'x' is drawn entry by entry, but MultivariateNormal draws its event as a whole"
        }
    })
