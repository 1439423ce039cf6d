package org.platen.inference.em.rule

import io.kotest.core.spec.style.FunSpec
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.dirichlet
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.multinomial
import org.platen.dsl.kotlin.oneHotCategorical
import org.platen.dsl.kotlin.simplex
import org.platen.inference.data.Data

class ProbabilitiesTest : FunSpec({
    rule("Categorical probabilities") {
        row("without a prior: the shares of the categories", "p", listOf(2.0 / 4, 1.0 / 4, 1.0 / 4), x(0.0, 0.0, 1.0, 2.0)) { row ->
            val p = parameter("p", simplex(3))
            row.observed("x", categorical(p))
        }
        row("a Dirichlet prior adds its concentration less one", "p", listOf(3.0 / 7, 2.0 / 7, 2.0 / 7), x(0.0, 0.0, 1.0, 2.0)) { row ->
            val p = latent("p", dirichlet(3, 2.0))
            row.observed("x", categorical(p))
        }
        row(
            "one-hot vectors",
            "p",
            listOf(1.0 / 3, 2.0 / 3),
            vectors(doubleArrayOf(0.0, 1.0), doubleArrayOf(1.0, 0.0), doubleArrayOf(0.0, 1.0)),
        ) { row ->
            val p = parameter("p", simplex(2))
            row.observed("x", oneHotCategorical(p))
        }
        row("counts of a Multinomial", "p", listOf(3.0 / 8, 5.0 / 8), vectors(doubleArrayOf(3.0, 1.0), doubleArrayOf(0.0, 4.0))) { row ->
            val p = parameter("p", simplex(2))
            row.observed("x", multinomial(4, p))
        }
        row(
            "groups named by a given index have shares of their own",
            "p",
            listOf(1.0, 0.0, 1.0 / 2, 1.0 / 2),
            { Data.of(it["x"], intArrayOf(0, 0, 1)).and(it["group"], intArrayOf(0, 1, 1)) },
        ) { row ->
            val groups = plate("groups", 2)
            val group = row.given("group", index(groups))
            val p = groups.parameter("p", simplex(2))
            row.observed("x", categorical(p[group]))
        }
        row("a missing category counts nothing", "p", listOf(1.0 / 3, 2.0 / 3), x(0.0, Double.NaN, 1.0, 1.0)) { row ->
            val p = parameter("p", simplex(2))
            row.observed("x", categorical(p))
        }
    }
})
