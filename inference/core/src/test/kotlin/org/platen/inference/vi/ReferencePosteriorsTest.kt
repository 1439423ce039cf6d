package org.platen.inference.vi

import io.kotest.assertions.assertSoftly
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.ln
import kotlin.math.pow
import kotlin.math.sqrt
import org.platen.dsl.kotlin.flat
import org.platen.dsl.kotlin.matmul
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.model.Model
import org.platen.inference.criticism.ImportanceCorrection
import org.platen.inference.data.Data
import org.platen.inference.posteriordb.Json
import org.platen.inference.posteriordb.PosteriorDb
import org.platen.inference.posteriordb.numbers
import org.platen.inference.posteriordb.present

/** Reference means and standard deviations of https://github.com/stan-dev/posteriordb, from 10,000 draws each; bounds by numerical optimisation elsewhere. */
class ReferencePosteriorsTest : FunSpec({

    val others = listOf("eight_schools", "gp_pois_regr", "hmm_example", "low_dim_gauss_mix")

    for (posterior in PosteriorDb.posteriors.filter { each -> others.none(each.name::startsWith) }) {
        test("${posterior.name}: mean-field means are within 0.3 reference deviations").config(enabledOrReasonIf = PosteriorDb.present) {
            for (conjugate in listOf(true, false)) {
                val fit = MeanFieldVi().conjugate(conjugate).fit(posterior.model, posterior.data)
                assertSoftly {
                    for (reference in posterior.references) {
                        withClue("${reference.parameter}, conjugate $conjugate") {
                            fit.estimate(reference.variable).values()[reference.entry] shouldBe
                                (reference.mean plusOrMinus 0.3 * reference.sd)
                        }
                    }
                }
            }
        }

        test("${posterior.name}: full-rank means are within 0.1 reference deviations, deviations within 10 %")
            .config(enabledOrReasonIf = PosteriorDb.present) {
                val fit = MeanFieldVi().fullRank().fit(posterior.model, posterior.data)
                assertSoftly {
                    for (reference in posterior.references) {
                        val marginal = fit.posterior()[reference.variable]
                        withClue(reference.parameter) {
                            marginal.mean().values()[reference.entry] shouldBe (reference.mean plusOrMinus 0.1 * reference.sd)
                            marginal.standardDeviation().values()[reference.entry] shouldBe (reference.sd plusOrMinus 0.1 * reference.sd)
                        }
                    }
                }
            }
    }

    test(
        "the kid scores regression with scaled predictors has the bounds -1861.262 and -1861.077",
    ).config(enabledOrReasonIf = PosteriorDb.present) {
        val json = Json.parse(PosteriorDb.unzipped("data/kidiq.json.zip"))
        fun scaled(x: DoubleArray): DoubleArray {
            val sd = sqrt(x.sumOf { (it - x.average()).pow(2) } / (x.size - 1))
            return DoubleArray(x.size) { (x[it] - x.average()) / (2 * sd) }
        }
        val (hs, iq) = listOf("mom_hs", "mom_iq").map { scaled(json.numbers(it)) }
        val scores = model("kid-scores") {
            val row = plate("row")
            val x by row.given(real(4))
            val beta by latent(flat(4))
            val sigma by latent(flat(positive()))
            row.observed("y", normal(x matmul beta, sigma))
        }
        val data = Data.of(scores["y"], json.numbers("kid_score"))
            .and(scores["x"], Array(hs.size) { doubleArrayOf(1.0, hs[it], iq[it], hs[it] * iq[it]) })
        MeanFieldVi().conjugate(false).fit(scores, data).elbo().value() shouldBe (-1861.262 plusOrMinus 0.02)
        MeanFieldVi().fullRank().fit(scores, data).elbo().value() shouldBe (-1861.077 plusOrMinus 0.02)
    }

    test("the mixture of two Normals has the bounds -2117.310 and -2117.073, less the constants of its half-Normal priors")
        .config(enabledOrReasonIf = PosteriorDb.present) {
            val posterior = PosteriorDb["low_dim_gauss_mix-low_dim_gauss_mix"]
            // Stan leaves out the factor 2 of each of the two half-Normal densities.
            val constants = 2 * ln(2.0)
            MeanFieldVi().conjugate(false).fit(posterior.model, posterior.data).elbo().value() shouldBe
                (-2117.310 + constants plusOrMinus 0.02)
            MeanFieldVi().fullRank().fit(posterior.model, posterior.data).elbo().value() shouldBe (-2117.073 + constants plusOrMinus 0.02)
        }

    // Exact by quadrature: log evidence -31.31135, mu 4.39682 ± 3.31770, tau 3.59771 ± 3.21996.
    test(
        "eight schools: importance sampling brings the mean field to the exact posterior where it is not centred, and says where it cannot",
    ) {
        fun fits(model: Model) = (1L..20L).map { seed ->
            MeanFieldVi().conjugate(false).seed(seed).draws(10_000).fit(model, EightSchools.data(model))
        }
        val nonCentred = fits(EightSchools.nonCentred).map(ImportanceCorrection::of)
        val centred = fits(EightSchools.centred).map(ImportanceCorrection::of)
        nonCentred.map { it.shape() }.sorted()[10] shouldBeLessThan 0.7
        centred.map { it.shape() }.sorted()[10] shouldBeGreaterThan 0.7
        centred.first { it.shape() > 0.7 }.warnings().single() shouldContain "nonCentred"
        nonCentred.map { it.logEvidence() }.sorted()[10] shouldBe (-31.31135 plusOrMinus 0.03)
        val mu = EightSchools.nonCentred["mu"]
        val tau = EightSchools.nonCentred["tau"]
        nonCentred.map { it.mean(mu).value() }.sorted()[10] shouldBe (4.39682 plusOrMinus 0.1)
        nonCentred.map { it.standardDeviation(mu).value() }.sorted()[10] shouldBe (3.31770 plusOrMinus 0.1)
        nonCentred.map { it.mean(tau).value() }.sorted()[10] shouldBe (3.59771 plusOrMinus 0.15)
        nonCentred.map { it.standardDeviation(tau).value() }.sorted()[10] shouldBe (3.21996 plusOrMinus 0.3)
    }
})
