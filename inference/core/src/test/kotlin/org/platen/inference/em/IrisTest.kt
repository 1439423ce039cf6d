package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe

/** Maximum likelihood on Iris. Source of the figures: R, mclust 6 (VVV, 2; VVV, 3; EEE, 3). */
class IrisTest :
    FunSpec({

        test("two components with a covariance each reach the published maximum") {
            ExactEm().restarts(4).fit(fullMixture(2, 4), iris).logLikelihood() shouldBe (-214.3547 plusOrMinus 0.001)
        }

        test("three components with a covariance each reach the published maximum") {
            ExactEm().restarts(20).fit(fullMixture(3, 4), iris).logLikelihood() shouldBe (-180.1855 plusOrMinus 0.001)
        }

        test("three components that share a covariance reach the published maximum") {
            ExactEm().fit(tiedMixture(3, 4), iris).logLikelihood() shouldBe (-256.3540 plusOrMinus 0.001)
        }
    })
