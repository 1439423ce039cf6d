package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.abs
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.dsl.model.Space.unitInterval
import org.platen.inference.data.Data

private infix fun Double.near(expected: Double) = this shouldBe (expected plusOrMinus 1e-6 * abs(expected))

/** Where the information is singular there is no standard error, and a warning names the variables. */
class SingularInformationTest :
    FunSpec({

        val waiting = faithful.map { it[1] }
        val variance = waiting.average().let { mean -> waiting.map { (it - mean) * (it - mean) }.average() }

        test("a probability at its bound has no standard error, and is named") {
            val model = Model.declare("coin") { m ->
                val row = m.plate("row")
                m.observed("x", row, bernoulli(m.parameter("p", unitInterval())))
                m.observed("y", row, normal(m.parameter("mean", real()), 1.0))
            }
            val data = Data.of(model["x"], DoubleArray(40)).and(model["y"], DoubleArray(40) { it.toDouble() })
            val errors = ExactEm().fit(model, data).standardErrors()
            errors.of("p").value().isNaN() shouldBe true
            errors.of("mean").value() near 1 / sqrt(40.0)
            errors.warnings().single() shouldContain "'p'"
        }

        test("a category that never occurs has no standard error, the others have") {
            val model = Model.declare("die") { m -> m.observed("x", m.plate("row"), categorical(m.parameter("p", simplex(3)))) }
            for (absent in 0..2) {
                val faces = (0..2).filter { it != absent }
                val x = List(25) { faces[0] } + List(75) { faces[1] }
                val errors = ExactEm().fit(model, Data.of(model["x"], x)).standardErrors()
                errors.of("p").get(absent).isNaN() shouldBe true
                for (face in faces) errors.of("p").get(face) near sqrt(0.25 * 0.75 / 100)
                errors.warnings().single() shouldContain "'p'"
            }
        }

        test("what cannot be told apart has no standard error, and is named; the rest has") {
            val model = Model.declare("sum") { m ->
                val both = m.parameter("a", real()).plus(m.parameter("b", real()))
                m.observed("x", m.plate("row"), normal(both, m.parameter("scale", positive())))
            }
            val errors = ExactEm().fit(model, Data.of(model["x"], waiting)).standardErrors()
            errors.of("a").value().isNaN() shouldBe true
            errors.of("b").value().isNaN() shouldBe true
            errors.of("scale").value() near sqrt(variance / (2 * waiting.size))
            errors.warnings().single().let {
                it shouldContain "'a', 'b'"
                it.contains("'scale'") shouldBe false
            }
        }

        test("a saddle is said to be one") {
            // Equal components: EM stays, though the density rises where they part.
            val model = sphericalMixture(2, 1)
            val x = Array(waiting.size) { doubleArrayOf(waiting[it]) }
            val scale = sqrt(variance)
            val start = mapOf(
                "weights" to doubleArrayOf(0.5, 0.5),
                "mean" to DoubleArray(2) { waiting.average() },
                "scale" to DoubleArray(2) { scale },
            )
            val errors = ExactEm().startAt(start).fit(model, x).standardErrors()
            errors.warnings()[0] shouldContain "'weights': at the bound of possible values, or hardly anything in the data depends on it"
            errors.warnings()[1] shouldContain "'mean', 'scale': the estimates are a saddle"
            errors.of("mean").values().all { it.isNaN() } shouldBe true
        }

        test("estimates that have not converged are said to be away from the maximum") {
            val errors = ExactEm().restarts(1).iterations(2).fit(fullMixture(3, 2), faithful).standardErrors()
            errors.warnings().joinToString() shouldContain "standard errors from the maximum"
        }
    })
