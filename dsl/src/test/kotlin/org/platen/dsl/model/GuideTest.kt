package org.platen.dsl.model

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.shape.ModelException

class GuideTest :
    FunSpec({
        test("an approximation may read data and latent variables approximated before") {
            val declared =
                model("two layers") {
                    val encoder = network("encoder", input = 3) { heads { dense("location", 2) } }
                    val row = plate("row")
                    val z2 = row.latent("z2", normal(zeros(2), ones(2)))
                    val z1 = row.latent("z1", normal(z2, ones(2)))
                    val x = row.observed("x", normal(zeros(3), ones(3)))
                    guide {
                        amortize(z1) { normal(encoder(x).get("location"), ones(2)) }
                        amortize(z2) { normal(z1, ones(2)) }
                    }
                }
            declared.guide().factors().keys.map { it.name() } shouldContainExactly listOf("z1", "z2")
            declared.guide().factors().values.first().describe() shouldContain "encoder.location(x)"
            declared.condition("x", zeros(3)).guide() shouldBe declared.guide()
        }

        test("what cannot be approximated so is refused") {
            fun refused(declaration: org.platen.dsl.kotlin.GuideScope.(RandomVariable, RandomVariable, RandomVariable) -> Unit): String? =
                shouldThrow<ModelException> {
                    model("m") {
                        val row = plate("row")
                        val z = row.latent("z", normal(zeros(2), ones(2)))
                        val rate = row.latent("rate", gamma(1.0, 1.0))
                        val x = row.observed("x", normal(z, ones(2)))
                        guide { declaration(z, rate, x) }
                    }
                }.message
            refused { z, _, _ -> amortize(z) { normal(zeros(3), ones(3)) } } shouldContain "expected equal shapes"
            refused { _, rate, _ -> amortize(rate) { normal(0.0, 1.0) } } shouldContain "'rate' lies in"
            refused { z, rate, _ -> amortize(z) { normal(zeros(2), ones(2) + rate) } } shouldContain "Amortize 'rate' first."
            refused { z, _, x -> amortize(x) { normal(z, ones(2)) } } shouldContain "'x' is observed"
            refused { z, _, x ->
                amortize(z) { normal(x, ones(2)) }
                amortize(z) { normal(x, ones(2)) }
            } shouldContain "'z' has an approximation already"
        }
    })
