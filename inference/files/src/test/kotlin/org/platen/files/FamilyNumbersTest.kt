package org.platen.files

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.long
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import java.nio.file.Files
import org.apache.commons.rng.simple.RandomSource
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Constant
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.vector
import org.platen.dsl.model.Deterministic
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.shape.Shape

class FamilyNumbersTest : FunSpec({

    test("every family draws the same numbers, of the same density, with arguments to the last bit") {
        checkAll(6, Arb.numericDouble(-50.0, 50.0), Arb.numericDouble(0.01, 50.0), Arb.numericDouble(0.01, 0.99), Arb.long()) {
                real,
                positive,
                share,
                seed,
            ->
            val own = model("families") {
                families(constant(real), constant(positive), constant(share), vector(share / 2, share / 3, 1 - share * 5 / 6))
                    .forEachIndexed { i, family -> latent("x$i", family) }
            }
            inFolder { folder ->
                val file = folder.resolve("families.json")
                own.save(file)
                val read = Models.load(file)
                own.variables().filterIsInstance<RandomVariable>().forEach { variable ->
                    val there = (read[variable.name()] as RandomVariable).distribution()
                    val here = variable.distribution()
                    withClue(here.describe()) {
                        val arguments = here.arguments().map { evaluate(it.value()) }
                        there.arguments().map { evaluate(it.value()).toList() } shouldBe arguments.map { it.toList() }
                        if (here.family() != "Flat") {
                            val drawn = here.draw(RandomSource.XO_RO_SHI_RO_128_PP.create(seed), arguments)
                            there.draw(RandomSource.XO_RO_SHI_RO_128_PP.create(seed), arguments).toList() shouldBe drawn.toList()
                            val value = Constant(drawn, setOf(), Shape.of(*here.eventShape().sizes()))
                            evaluate(there.logDensity(value)).toList() shouldBe evaluate(here.logDensity(value)).toList()
                        }
                    }
                }
            }
        }
    }

    test("numbers come back to the last bit, from both forms of file") {
        val awkward = listOf(0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e-308, 0.1, 1 / 3.0, -1e300)
        val infinite = listOf(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN)
        checkAll(20, Arb.numericDouble()) { number ->
            val numbers = (awkward + infinite + List(20) { number * (it - 7) }).toDoubleArray()
            val own = model("numbers") {
                deterministic("one", constant(number))
                deterministic("many", vector(*numbers.toTypedArray()))
            }
            val read = roundTrip(own)
            fun bits(values: DoubleArray) = values.map { it.toRawBits() }
            bits(evaluate((read["many"] as Deterministic).value())) shouldBe bits(numbers)
            bits(evaluate((read["one"] as Deterministic).value())) shouldBe bits(doubleArrayOf(number))
        }
    }

    test("JSON is text that people can read") {
        val own = model("small") {
            val row = plate("row")
            val mu by latent(normal(0.0, 10.0))
            row.observed("x", normal(mu.times(2.0), 0.5))
        }
        inFolder { folder ->
            val file = folder.resolve("small.json")
            own.save(file)
            Files.readString(file) shouldBe
                """
                {
                  "platen": {"schema": 2, "holds": "model"},
                  "model": {
                    "name": "small",
                    "plates": [{"name": "row"}],
                    "variables": [
                      {"latent": "mu", "distribution": {"type": "Normal", "mean": 0.0, "scale": 10.0}},
                      {"observed": "x", "plates": ["row"], "distribution": {"type": "Normal", "mean": {"node": 0}, "scale": 0.5}}
                    ],
                    "guide": [],
                    "networks": [],
                    "expressions": [{"type": "Binary", "function": "multiply", "left": "mu", "right": 2.0}]
                  }
                }

                """.trimIndent()
        }
    }
})
