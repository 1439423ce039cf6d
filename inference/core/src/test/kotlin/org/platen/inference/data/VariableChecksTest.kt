package org.platen.inference.data

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Space

class VariableChecksTest :
    FunSpec({

        val errors = DoubleArray(8) { 1.0 }
        val effects = DoubleArray(8)

        test("a binding holds what was bound, in its order") {
            val binding = Data.of(schools["y"], effects).and(schools["se"], errors).bind(schools)
            binding.columns().keys.toList() shouldBe listOf(schools["y"], schools["se"])
            binding.has(schools["theta"]) shouldBe false
            binding.column(schools["se"]).elements() shouldBe 8
            refused("'theta'", "no values") { binding.column(schools["theta"]) }
        }

        test("a variable of another model is refused, also under the same name") {
            refused("'y'", "not a variable of model 'one'", "[x]") { Data.of(schools["y"], effects).bind(scalar) }
            val pair = Data.of(pairs["x"], arrayOf(DoubleArray(2)))
            refused("'x'", "another model", "same name", "model.get(\"x\")") { pair.bind(scalar) }
        }

        test("a variable bound twice is refused") {
            refused("'y'", "bound twice", "without") { Data.of(schools["y"], effects).and(schools["y"], effects) }
            Data.of(schools["y"], effects).without(schools["y"]).and(schools["y"], effects).variables() shouldBe setOf(schools["y"])
        }

        test("a latent variable is refused with the two ways to observe it") {
            refused("'theta'", "latent", "observed(", "condition(\"theta\"") {
                Data.of(schools["y"], effects).and(schools["se"], errors).and(schools["theta"], effects).bind(schools)
            }
        }

        test("a parameter and a function of other variables are refused") {
            val model = declare("m") { m ->
                val centre = m.parameter("centre", Space.real())
                m.deterministic("double", centre.times(2.0))
                m.observed("x", m.plate("row"), normal(centre, 1.0))
            }
            refused("'centre'", "parameter") { Data.of(model["centre"], 1.0).bind(model) }
            refused("'double'", "deterministic") { Data.of(model["double"], 1.0).bind(model) }
        }

        test("an observed or given variable without data is refused") {
            val givenOnly = Data.of(schools["se"], errors)
            refused("observed variable 'y'", "no data", "bound are [se]", "model.get(\"y\")") { givenOnly.bind(schools) }
            refused("given variable 'se'", "no data", "model.get(\"se\")") { Data.of(schools["y"], effects).bind(schools) }
            refused("given variable 'se'") { Data.of(schools["y"], effects).bindForPrediction(schools) }
        }

        test("a variable held at a value needs no data and takes none") {
            val held = schools.condition("theta", 0.0)
            Data.of(schools["y"], effects).and(schools["se"], errors).bind(held).columns().size shouldBe 2
            val observedHeld = schools.intervene("y", 1.0)
            Data.of(schools["se"], errors).bind(observedHeld).columns().keys shouldBe setOf(schools["se"])
            val both = Data.of(schools["se"], errors).and(schools["y"], effects)
            refused("'y'", "held at", "intervene", "data.without") { both.bind(observedHeld) }
        }
    })
