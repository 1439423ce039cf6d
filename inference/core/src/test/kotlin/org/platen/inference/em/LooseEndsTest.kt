package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.times
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

private const val GAP = Double.NaN

/** Missing values of unbounded counts can be left out where nothing known depends on them. */
class LooseEndsTest : FunSpec({
    val outbreak = model("outbreak") {
        val day = chain("day")
        val imported by parameter(positive())
        val spread by parameter(positive())
        day.observedMarkov("cases", initial = poisson(3.0)) { previous -> poisson(imported + spread * previous) }
    }
    val cases = doubleArrayOf(3.0, 2.0, 4.0, 5.0, 4.0, 7.0, 6.0, 9.0)

    fun same(model: Model, missing: Data, known: Data) {
        val fit = ExactEm().tolerance(1e-13).fit(model, missing)
        val without = ExactEm().tolerance(1e-13).fit(model, known)
        fit.logLikelihood() shouldBe (without.logLikelihood() plusOrMinus 1e-10)
        for (parameter in model.parameters()) {
            withClue(parameter.name()) {
                fit.estimate(parameter).value() shouldBe (without.estimate(parameter).value() plusOrMinus 1e-7)
            }
        }
    }

    fun refusal(model: Model, data: Data) = ExactEm().suits(model, data).obstacles().single()

    test("the last counts of a chain, so that it is the shorter chain") {
        val known = Data.of(outbreak["cases"], cases)
        same(outbreak, Data.of(outbreak["cases"], cases + GAP), known)
        same(outbreak, Data.of(outbreak["cases"], cases + GAP + GAP), known)
    }

    test("not those that a known count follows") {
        refusal(outbreak, Data.of(outbreak["cases"], cases + GAP + 3.0)) shouldContain "its next value depends on it"
    }

    val outbreaks = model("outbreaks") {
        val town = plate("town")
        val day = town.chain("day")
        val imported by parameter(positive())
        val spread by parameter(positive())
        day.observedMarkov("cases", initial = poisson(3.0)) { previous -> poisson(imported + spread * previous) }
    }

    test("the last counts of some series, so that they are series of different lengths") {
        val rows = arrayOf(cases + GAP, doubleArrayOf(1.0, 2.0, 2.0, 3.0, 1.0, GAP, GAP, GAP, GAP))
        val series = arrayOf(cases, doubleArrayOf(1.0, 2.0, 2.0, 3.0, 1.0))
        same(outbreaks, Data.of(outbreaks["cases"], rows), Data.of(outbreaks["cases"], series))
    }

    val chained = model("chained") {
        val row = plate("row")
        val rate by parameter(positive())
        val noise by parameter(positive())
        val n by row.observed(poisson(rate))
        row.observed("y", normal(n, noise))
    }
    val n = doubleArrayOf(1.0, 3.0, 2.0, 0.0)
    val y = doubleArrayOf(1.5, 2.0, 2.5, -0.5)

    test("counts whose dependents are missing, too") {
        val data = Data.of(chained["n"], n + GAP).and(chained["y"], y + GAP)
        same(chained, data, Data.of(chained["n"], n).and(chained["y"], y))
        val fit = ExactEm().fit(chained, data)
        fit.impute().mean("n")[4] shouldBe (1.5 plusOrMinus 1e-9)
        shouldThrow<ModelException> { fit.impute().mean("y") }.message!! shouldContain "'y' depends on missing values of 'n'"
    }

    test("not those that something known depends on") {
        refusal(chained, Data.of(chained["n"], n + GAP).and(chained["y"], y + 1.0)) shouldContain "'y' depends on it"
    }
})
