package org.platen.inference.em.rule

import io.kotest.core.spec.style.FunSpec
import kotlin.math.E
import kotlin.math.exp
import org.platen.dsl.kotlin.cauchy
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.logNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.inference.data.Data

class NormalMeanTest : FunSpec({
    rule("Normal mean") {
        row("without a prior: the average", "m", listOf(3.0), x(1.0, 2.0, 6.0)) { row ->
            val m = parameter("m", real())
            row.observed("x", normal(m, 1.0))
        }
        row("a standard Normal prior counts as one observation of zero", "m", listOf(9.0 / 4), x(1.0, 2.0, 6.0)) { row ->
            val m = latent("m", normal(0.0, 1.0))
            row.observed("x", normal(m, 1.0))
        }
        row("a prior counts by its precision", "m", listOf(26.0 / 9), x(1.0, 3.0)) { row ->
            val m = latent("m", normal(10.0, 2.0))
            row.observed("x", normal(m, 1.0))
        }
        row("two kinds of observation count by their precisions", "m", listOf(14.0 / 5), { Data.of(it["x"], 2.0).and(it["y"], 6.0) }) {
            val m = parameter("m", real())
            observed("x", normal(m, 1.0))
            observed("y", normal(m, 2.0))
        }
        row("logs are averaged for a LogNormal", "m", listOf(2.0), x(E, exp(3.0))) { row ->
            val m = parameter("m", real())
            row.observed("x", logNormal(m, 1.0))
        }
        row(
            "groups named by a given index are averaged apart",
            "m",
            listOf(2.0, 10.0),
            { Data.of(it["x"], doubleArrayOf(1.0, 10.0, 3.0)).and(it["group"], intArrayOf(0, 1, 0)) },
        ) { row ->
            val groups = plate("groups", 2)
            val group = row.given("group", index(groups))
            val m = groups.parameter("m", real())
            row.observed("x", normal(m[group], 1.0))
        }
        row(
            "means of crossed plates, in whatever order the plates are crossed",
            "b",
            listOf(1.0, 3.0, 2.0, 4.0),
            {
                Data.of(it["x"], doubleArrayOf(1.0, 2.0, 3.0, 4.0))
                    .and(it["y"], doubleArrayOf(1.0, 2.0, 3.0, 4.0))
                    .and(it["i"], intArrayOf(0, 0, 1, 1))
                    .and(it["j"], intArrayOf(0, 1, 0, 1))
            },
        ) { row ->
            val first = plate("first", 2)
            val second = plate("second", 2)
            val i = row.given("i", index(first))
            val j = row.given("j", index(second))
            val a = (first * second).parameter("a", real())
            val b = (second * first).parameter("b", real())
            row.observed("x", normal(a[i, j], 1.0))
            row.observed("y", normal(b[i, j], 1.0))
        }
        row("the first value of a chain is drawn otherwise and counts nothing", "m", listOf(3.0), x(100.0, 2.0, 4.0)) {
            val m = parameter("m", real())
            chain("time").observedMarkov("x", normal(0.0, 1.0)) { normal(m, 1.0) }
        }
        row("a missing value counts nothing", "m", listOf(2.0), x(1.0, Double.NaN, 3.0)) { row ->
            val m = parameter("m", real())
            row.observed("x", normal(m, 1.0))
        }
        declines("a mean that is also the spread", "m", x(1.0, 2.0, 6.0)) { row ->
            val m = parameter("m", positive())
            row.observed("x", normal(m, m))
        }
        declines("a prior of another family", "m", x(1.0, 2.0, 6.0)) { row ->
            val m = latent("m", cauchy(0.0, 1.0))
            row.observed("x", normal(m, 1.0))
        }
    }
})
