package org.platen.models.mixture

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import org.platen.inference.data.Data
import org.platen.inference.em.ExactEm
import org.platen.models.data.Tables

class GaussianMixtureTest : FunSpec({

    // Source of the figures: R mclust 6 and scikit-learn 1.9 on R's datasets::faithful.
    test("two clusters of Old Faithful reach the published maximum") {
        val model = GaussianMixture.full("old-faithful", 2, 2)
        val table = Data.csv(Tables.OLD_FAITHFUL.open(), Tables.OLD_FAITHFUL.fileName())
        val fit = ExactEm().restarts(4).fit(model, table.columns("eruptions", "waiting").into(model["x"]))

        fit.logLikelihood() shouldBe (-1130.264 plusOrMinus 0.001)
        fit.estimate("weights").values()[0] shouldBe (0.3559 plusOrMinus 1e-4)
        fit.estimate("mean").row(0)[0] shouldBe (2.036 plusOrMinus 1e-3)
        fit.estimate("mean").row(0)[1] shouldBe (54.479 plusOrMinus 1e-3)
        fit.estimate("mean").row(1)[0] shouldBe (4.290 plusOrMinus 1e-3)
        fit.estimate("mean").row(1)[1] shouldBe (79.968 plusOrMinus 1e-3)
    }
})
