package org.platen.dsl.network

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.apache.commons.rng.simple.RandomSource
import org.platen.dsl.TestSymbol
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Symbol
import org.platen.dsl.kotlin.category
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.relu
import org.platen.dsl.shape.Dim
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Shape

class EmbeddingTest :
    FunSpec({
        val layer = Embedding.of(3, 2)
        val table = TestSymbol("weight", Shape.of(3, 2))
        val values = mapOf<Symbol, DoubleArray>(table to doubleArrayOf(1.0, 2.0, 3.0, 4.0, 5.0, 6.0))
        val weights = mapOf("weight" to table)

        test("a category is the row of the weights that it names") {
            layer.output(Shape.SCALAR) shouldBe Shape.of(2)
            evaluate(layer.apply(constant(0.0), weights), values).toList() shouldContainExactly listOf(1.0, 2.0)
            evaluate(layer.apply(constant(2.0), weights), values).toList() shouldContainExactly listOf(5.0, 6.0)
        }

        test("vectors start standard Normal") {
            val start = Embedding.of(200, 300).weights(Shape.SCALAR).single().start(RandomSource.XO_RO_SHI_RO_128_PP.create(1L))
            start.size shouldBe 60_000
            start.average() shouldBe (0.0 plusOrMinus 0.02)
            start.sumOf { it * it } / start.size shouldBe (1.0 plusOrMinus 0.02)
            Embedding.of(2, 2).starting(Initialiser.constant(7.0)).weights(Shape.SCALAR).single()
                .start(RandomSource.XO_RO_SHI_RO_128_PP.create(1L)).toSet() shouldBe setOf(7.0)
        }

        test("layers after it read the vector, and the summary counts its numbers") {
            val declared = model("words") {
                val row = plate("row")
                val word = row.given("word", category(5))
                val net = network("net", Shape.SCALAR) {
                    embedding(5, size = 3)
                    dense(2, relu)
                    dense(1)
                }
                row.observed("y", normal(net(word), constant(1.0)))
            }
            val net = declared.networks().single()
            net.weights().keys.first() shouldBe "embedding1.weight"
            // 5 · 3, 3 · 2 + 2 and 2 + 1
            net.parameters() shouldBe 15 + 8 + 3
            net.summary() shouldContain "embedding of 5, 3"
        }

        test("what is no category of the table is refused") {
            fun message(block: () -> Unit) = shouldThrow<ModelException> { block() }.message!!
            message { layer.output(Shape.of(1)) } shouldContain "an embedding takes a scalar that counts from 0, found event shape [1]"
            message { layer.apply(TestSymbol("y", domain = Dim.of(4)), weights) } shouldBe
                "an embedding of 3 categories reads 'y', which has 4"
            message { Embedding.of(0, 2) } shouldContain "0 categories"
            message {
                model("real") {
                    val row = plate("row")
                    val z = row.latent("z", normal(0.0, 1.0))
                    val net = network("net", Shape.SCALAR) { embedding(2, size = 1) }
                    row.observed("y", normal(net(z), constant(1.0)))
                }
            } shouldContain "an embedding reads 'z', which takes real values."
        }
    })
