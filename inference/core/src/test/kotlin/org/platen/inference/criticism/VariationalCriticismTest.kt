package org.platen.inference.criticism

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.inference.data.Data
import org.platen.inference.data.declare
import org.platen.inference.vi.EightSchools
import org.platen.inference.vi.MeanFieldVi

private fun corrected(model: Model, seed: Long) =
    ImportanceCorrection.of(MeanFieldVi().draws(10_000).seed(seed).fit(model, EightSchools.data(model)))

private fun medianShape(fits: List<ImportanceCorrection>) = fits.map { it.shape() }.sorted().let { (it[9] + it[10]) / 2 }

/** Two effects that only their sum tells apart from noise: y ~ Normal(a + b, 1), so that mean field is too narrow. */
private val sum = declare("sum") { m ->
    val a = m.latent("a", normal(0.0, 1.0))
    val b = m.latent("b", normal(0.0, 1.0))
    m.observed("y", m.plate("row"), normal(a.plus(b), 1.0))
}

class VariationalCriticismTest :
    FunSpec({

        // Yao, Vehtari, Simpson and Gelman (2018), section 4.2: the centred eight schools are flagged, the non-centred are not. By quadrature: log evidence
        // −31.31135, mu 4.39682 ± 3.31770, tau 3.59771 ± 3.21996.
        test("importance sampling trusts non-centred eight schools, and corrects them towards the exact posterior") {
            val fits = List(20) { corrected(EightSchools.nonCentred, it + 1L) }
            medianShape(fits) shouldBeLessThan 0.7
            fits.map { it.logEvidence() }.average() shouldBe (-31.31135 plusOrMinus 0.05)
            val model = EightSchools.nonCentred
            fits.map { it.mean(model["mu"]).value() }.average() shouldBe (4.39682 plusOrMinus 0.1)
            fits.map { it.standardDeviation(model["mu"]).value() }.average() shouldBe (3.31770 plusOrMinus 0.1)
            fits.map { it.mean(model["tau"]).value() }.average() shouldBe (3.59771 plusOrMinus 0.15)
        }

        test("importance sampling flags centred eight schools, as a whole and at every school") {
            medianShape(List(20) { corrected(EightSchools.centred, it + 1L) }) shouldBeGreaterThan 0.7
            val fit = MeanFieldVi().draws(10_000).fit(EightSchools.centred, EightSchools.data(EightSchools.centred))
            ImportanceCorrection.of(fit).warnings().single() shouldContain "nonCentred()"
            LeaveOneOut.of(fit).influential().size shouldBe 8
        }

        test("mean field is found too narrow where effects are correlated, by as much as theory says; full rank is calibrated") {
            val design = Data.size(sum.plates()[0], 5)
            val meanField = SimulationBasedCalibration.of(sum, MeanFieldVi(), design).run()
            meanField.suspicious(0.05) shouldContainExactly listOf("a", "b")
            meanField.table() shouldContain "posterior too narrow"
            // With 5 values the posterior variance of a is 6/11 and that of its factor 1/6 (Bishop 2006, equation 10.12), so a central half of the factor holds
            // 2 Φ(0.6745 √(11/36)) − 1 = 0.2908 of the posterior.
            meanField["a"].coverage(0.5).found() shouldBe (0.2908 plusOrMinus 0.1)
            val fullRank = SimulationBasedCalibration.of(sum, MeanFieldVi().conjugate(false).fullRank(), design).run()
            withClue(fullRank.table()) { fullRank.suspicious(0.05).shouldBeEmpty() }
        }
    })
