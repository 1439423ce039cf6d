package org.platen.dsl.network

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.sqrt
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model
import org.platen.dsl.render.Story
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Shape

/** Each weight by its name, its numbers in order. */
private fun standardised(input: Shape, weights: Map<String, List<Double>>) =
    Network.declare("net", input, { it.batchNormalisation() }) { weight ->
        constant(*weights.getValue(weight.name().substringAfterLast('.')).toDoubleArray())
    }

private fun classifier(): Model = model("classifier") {
    val net = network("net", input = 4) {
        dense(3)
        batchNormalisation()
        dropout(0.5)
        residual {
            batchNormalisation(momentum = 0.2)
            dropout(0.1)
        }
        dense(1)
    }
    val row = plate("row")
    val x = row.given("x", real(4))
    row.observed("y", normal(net(x), 1.0))
}

class TrainedLayersTest :
    FunSpec({
        test("outside of training, batch normalisation takes running moments, by entry or by channel") {
            val moments = mapOf(
                "scale" to listOf(2.0, -1.0),
                "shift" to listOf(0.5, 0.25),
                "runningMean" to listOf(1.0, 3.0),
                "runningVariance" to listOf(4.0, 9.0),
            )
            fun expected(x: Double, channel: Int): Double {
                val deviation = sqrt(moments.getValue("runningVariance")[channel] + 1e-5)
                return (x - moments.getValue("runningMean")[channel]) / deviation * moments.getValue("scale")[channel] +
                    moments.getValue("shift")[channel]
            }
            val vector = evaluate(standardised(Shape.of(2), moments).of(constant(7.0, -2.0)))
            vector.forEachIndexed { i, y -> y shouldBe (expected(listOf(7.0, -2.0)[i], i) plusOrMinus 1e-14) }
            val pixels = DoubleArray(12) { it - 4.0 }
            val maps = standardised(Shape.of(2, 2, 3), moments).of(constant(*pixels).reshaped(2, 2, 3))
            maps.shape() shouldBe Shape.of(2, 2, 3)
            evaluate(maps).forEachIndexed { i, y -> y shouldBe (expected(pixels[i], i / 6) plusOrMinus 1e-14) }
        }

        test("outside of training nothing is dropped") {
            val net = Network.declare("net", Shape.of(3), { it.dropout(0.9) }) { error("no weights") }
            evaluate(net.of(constant(1.0, 2.0, 3.0))).toList() shouldBe listOf(1.0, 2.0, 3.0)
        }

        test("running moments are no parameters, but are told of") {
            val model = classifier()
            model.networks().single().parameters() shouldBe 3 * 4 + 3 + 2 * (2 * 3) + 3 + 1
            model.parameters().size shouldBe 2 + 2 * 2 + 2
            model.running().map { it.name() } shouldContainExactly listOf("net.batchNormalisation1", "net.residual1.batchNormalisation1")
                .flatMap { listOf("$it.runningMean", "$it.runningVariance") }
            model.running()[1].weight().initialiser() shouldBe Initialiser.constant(1.0)
            Story.of(model) shouldContain "batch normalisation, dropout 0.5"
            val summary = model.networks().single().summary()
            summary shouldContain Regex("batchNormalisation1 +batch normalisation +3 +6")
            summary shouldContain Regex("dropout1 +dropout 0.5 +3 +0")
        }

        test("a prior is asked for weights, not for running moments") {
            val asked = mutableListOf<String>()
            model("prior") {
                network("net", Shape.of(2), {
                    asked += it.name()
                    normal(zeros(2), ones(2))
                }) { batchNormalisation() }
            }
            asked shouldContainExactly listOf("net.batchNormalisation1.scale", "net.batchNormalisation1.shift")
        }

        test("what makes no sense is refused") {
            fun refused(declaration: NetworkBuilder.() -> Unit, input: Shape = Shape.of(2)) =
                shouldThrow<ModelException> { Network.declare("net", input, { it.declaration() }) { constant(0.0) } }.message!!
            refused({ dropout(1.0) }) shouldContain "a probability from 0 to below 1, found 1.0"
            refused({ layer(BatchNormalisation(1.5, 1e-5)) }) shouldContain "momentum from 0 to 1, found 1.5"
            refused({ batchNormalisation() }, Shape.SCALAR) shouldContain "batch normalisation takes a vector or feature maps"
        }
    })
