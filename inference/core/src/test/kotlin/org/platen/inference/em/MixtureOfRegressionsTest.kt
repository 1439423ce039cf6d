package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.Enabled
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.nio.file.Files
import java.nio.file.Path
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.inference.data.Data

private fun twoCurves(coefficients: String) = model("NPreg") {
    val component = plate("component", 2)
    val row = plate("row")
    val weights by parameter(simplex(component))
    val sigma by component.parameter(positive())
    val x = row.given("x")
    val z by row.latent(categorical(weights))
    if (coefficients == "one by one") {
        val b0 by component.parameter(real())
        val b1 by component.parameter(real())
        val b2 by component.parameter(real())
        row.observed("yn", normal(b0[z] + b1[z] * x + b2[z] * x.squared(), sigma[z]))
    } else {
        val b by component.parameter(real(3))
        row.observed("yn", normal(b[z][0] + b[z][1] * x + b[z][2] * x.squared(), sigma[z]))
    }
}

/** NPreg of the R package flexmix: 200 points around a line and a parabola (Leisch 2004, Journal of Statistical Software 11(8): yn on x and x²). */
class MixtureOfRegressionsTest : FunSpec({
    val folder: String? = System.getProperty("platen.data")
    val file = folder?.let { Path.of(it, "tables", "NPreg.csv") }?.takeIf(Files::exists)
    val absent = "needs tables/NPreg.csv in the folder named by platen.data"
    val present = if (file != null) Enabled.enabled else Enabled.disabled(absent)

    for (coefficients in listOf("one by one", "as a vector")) {
        test("coefficients $coefficients: the published curves, by closed forms alone").config(enabledOrReasonIf = { present }) {
            val model = twoCurves(coefficients)
            val data = Data.csv(file!!).column("x").into(model["x"]).and(Data.csv(file).column("yn").into(model["yn"]))
            val fit = ExactEm().tolerance(1e-13).fit(model, data)
            fit.updates().values.toSet() shouldBe setOf("Categorical probabilities", "regression coefficients", "Normal spread")
            // What flexmix(yn ~ x + I(x^2), k = 2) converges to, its sigmas by maximum likelihood.
            fit.logLikelihood() shouldBe (-642.5320 plusOrMinus 1e-3)
            val found = if (coefficients == "one by one") {
                listOf("b0", "b1", "b2").map { fit.estimate(it).values() }
            } else {
                val b = fit.estimate("b").values()
                (0..2).map { doubleArrayOf(b[it], b[3 + it]) }
            }
            val expected = listOf(doubleArrayOf(-0.2086, 14.7129), doubleArrayOf(4.8145, 9.8484), doubleArrayOf(0.0365, -0.9685))
            // Components come out by their first variable, so by the one with the smaller spread here.
            val order = if (found[0][0] < found[0][1]) listOf(0, 1) else listOf(1, 0)
            for (k in 0..1) {
                for (j in 0..2) found[j][order[k]] shouldBe (expected[j][k] plusOrMinus 1e-3)
                fit.estimate("sigma").values()[order[k]] shouldBe (listOf(3.4444, 3.4509)[k] plusOrMinus 1e-3)
            }
        }
    }
})
