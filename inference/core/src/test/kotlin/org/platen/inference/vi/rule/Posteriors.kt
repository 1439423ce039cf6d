package org.platen.inference.vi.rule

import io.kotest.assertions.withClue
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.model.Model
import org.platen.dsl.model.ModelBuilder
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.shape.Plate
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.vi.conjugate.ConjugateOptions
import org.platen.inference.vi.conjugate.ConjugateRun
import org.platen.inference.vi.conjugate.CoordinateAscent

/** The approximate posterior of a model that is conjugate throughout. */
fun posterior(model: Model, data: Data, options: ConjugateOptions = ConjugateOptions.DEFAULT): ConjugateRun =
    CoordinateAscent.of(model, Binding.of(model, data), options).best()

/** The parameters of the only element of a variable. */
fun ConjugateRun.parameters(model: Model, variable: String): List<Double> =
    factor(model[variable] as RandomVariable).parameters().single().toList()

/** A prior for one variable `v` and observations of it in rows; the posterior has [parameters], and the bound is the log [evidence]. */
fun rule(
    prior: Distribution,
    observed: (ModelBuilder, Plate, RandomVariable) -> RandomVariable,
    values: List<Number>,
    parameters: List<Double>,
    evidence: Double,
) {
    val model =
        Model.declare("pair") { m ->
            observed(m, m.plate("row"), m.latent("v", prior))
        }
    val run = posterior(model, Data.of(model["x"], values))
    withClue("$prior, observed $values") {
        run.parameters(model, "v") shouldBeCloseTo parameters
        run.bound() shouldBe (evidence plusOrMinus 1e-8)
    }
}

/** Equal up to rounding. */
infix fun List<Double>.shouldBeCloseTo(expected: List<Double>) {
    withClue("$this, expected $expected") {
        size shouldBe expected.size
        zip(expected) { a, b -> a shouldBe (b plusOrMinus 1e-10 * (1 + Math.abs(b))) }
    }
}
