package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import org.platen.inference.data.Data

class OldFaithfulTest : FunSpec({
    val file = Path.of("../../models/src/main/resources/org/platen/models/data/old-faithful.csv")

    test("full covariance each reaches the published maximum") {
        val model = fullMixture(2, 2)
        val data = Data.csv(file).columns("eruptions", "waiting").into(model["x"])
        val fit = ExactEm().restarts(4).fit(model, data)
        println(fit.summary())
        fit.logLikelihood() shouldBe (-1130.264 plusOrMinus 0.001)
    }
})
