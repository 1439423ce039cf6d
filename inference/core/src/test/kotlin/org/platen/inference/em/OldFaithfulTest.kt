package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.shouldBe

/** Maximum likelihood on Old Faithful. Source of the figures: R, mclust 6; the constrained covariances agree with scikit-learn. */
class OldFaithfulTest :
    FunSpec({

        test("two components with a covariance each reach the published maximum") {
            val fit = ExactEm().restarts(4).fit(fullMixture(2, 2), faithful)
            fit.logLikelihood() shouldBe (-1130.264 plusOrMinus 0.001)
            val short = if (fit.estimate("mean").get(0, 0) < 3) 0 else 1
            fit.estimate("weights").get(short) shouldBe (0.3559 plusOrMinus 1e-4)
            fit.estimate("weights").get(1 - short) shouldBe (0.6441 plusOrMinus 1e-4)
            fit.estimate("mean").row(short)[0] shouldBe (2.036 plusOrMinus 1e-3)
            fit.estimate("mean").row(short)[1] shouldBe (54.479 plusOrMinus 1e-3)
            fit.estimate("mean").row(1 - short)[0] shouldBe (4.290 plusOrMinus 1e-3)
            fit.estimate("mean").row(1 - short)[1] shouldBe (79.968 plusOrMinus 1e-3)
        }

        test("two components that share a covariance reach the published maximum") {
            ExactEm().restarts(4).fit(tiedMixture(2, 2), faithful).logLikelihood() shouldBe (-1140.1868 plusOrMinus 0.001)
        }

        test("two components with a variance for each column reach the published maximum, however they are declared") {
            for (model in listOf(diagonalMixture(2, 2), independentMixture(2, 2))) {
                ExactEm().restarts(4).fit(model, faithful).logLikelihood() shouldBe (-1147.8064 plusOrMinus 0.001)
            }
        }

        test("two components with one variance each reach the published maximum") {
            ExactEm().restarts(4).fit(sphericalMixture(2, 2), faithful).logLikelihood() shouldBe (-1709.5293 plusOrMinus 0.001)
        }

        test("three components that share a covariance go past where mclust stops, up to the optimum") {
            // mclust 6 reports -1126.326 for EEE, 3; a converged EM ends at -1126.3159.
            val fit = ExactEm().fit(tiedMixture(3, 2), faithful)
            fit.logLikelihood() shouldBeGreaterThan -1126.327
            fit.logLikelihood() shouldBe (-1126.3159 plusOrMinus 0.001)
        }
    })
