package org.platen.dsl.kotlin

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.shape.ModelException

class HeadsTest : FunSpec({

    test("heads come apart in the order of their declaration") {
        model("heads") {
            val encoder = network("encoder", input = 3) {
                dense(4, relu)
                heads {
                    dense("location", 2)
                    dense("logScale", 1)
                }
            }
            val x by plate("row").given(real(3))
            val (location, logScale) = encoder(x)
            location.toString() shouldBe encoder(x)["location"].toString()
            location.shape().sizes() shouldBe listOf(2)
            logScale.shape().sizes() shouldBe listOf(1)
            shouldThrow<ModelException> { val (_, _, third) = encoder(x) }.message shouldBe
                "'encoder' has the heads [location, logScale], and 3 or more are asked for"
        }
    }

    test("a single result does not come apart") {
        model("single") {
            val decoder = network("decoder", input = 2) { dense(4) }
            val z by plate("row").given(real(2))
            shouldThrow<ModelException> { val (first) = decoder(z) }.message shouldBe
                "'decoder' has a single result, and 1 or more are asked for"
        }
    }
})
