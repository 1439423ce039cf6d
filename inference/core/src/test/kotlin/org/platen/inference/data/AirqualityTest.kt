package org.platen.inference.data

import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.Enabled
import io.kotest.matchers.shouldBe
import java.nio.file.Files
import java.nio.file.Path
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.zeros

/** New York air quality, May to September 1973: 153 days, missing values in two columns (R, help page `airquality`). */
class AirqualityTest :
    FunSpec({

        val folder: String? = System.getProperty("platen.data")
        val file = folder?.let { Path.of(it, "tables", "datasets__airquality.csv") }?.takeIf(Files::exists)
        val absent = "needs tables/datasets__airquality.csv in the folder named by platen.data"
        val present = if (file != null) Enabled.enabled else Enabled.disabled(absent)

        test("missing values are counted as R counts them").config(enabledOrReasonIf = { present }) {
            val model = observing(multivariateNormal(zeros(4), identity(4)))
            val column = Data.csv(file!!).columns("Ozone", "Solar.R", "Wind", "Temp").into(model["x"]).bind(model).column(model["x"])
            column.elements() shouldBe 153
            column.values().map { entry -> entry.count { it.isNaN() } } shouldBe listOf(37, 7, 0, 0)
            column.hasMissing() shouldBe true
            column.hasPartlyMissingEvents() shouldBe true
            // 111 complete cases: R, complete.cases(airquality).
            (0 until 153).count { row -> column.values().none { it[row].isNaN() } } shouldBe 111
        }
    })
