package org.platen.dsl.model

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.minus
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.times
import org.platen.dsl.messageOf

class PlateLeaksTest : FunSpec({
    test("a parameter that varies over another plate must be indexed, by the variable there is for it") {
        messageOf {
            model("mixture") {
                val cluster = plate("cluster", 2)
                val row = plate("row")
                val mean by cluster.parameter(real())
                val z by row.latent(categorical(constant(0.5) * ones(2)))
                row.observed("x", normal(mean, 1))
            }
        } shouldBe "'x' lives in [row], but its parameter 'mean' also varies over [cluster]. Index it by a discrete variable of [row], " +
            "for example mean[z], or declare 'x' in [row, cluster]."
    }

    test("the example names the variable that indexes the plate") {
        messageOf {
            model("radon") {
                val county = plate("county")
                val row = plate("row")
                val home by row.given(index(county))
                val level by county.latent(normal())
                val slope by latent(normal())
                row.observed("y", normal(slope + 2 * level, 1))
            }
        } shouldBe "'y' lives in [row], but its parameter 'slope + 2 * level' also varies over [county]. " +
            "Index it by a discrete variable of [row], for example level[home], or declare 'y' in [row, county]."
    }

    test("an index that lives elsewhere leaks its own plate") {
        messageOf {
            model("m") {
                val cluster = plate("cluster", 2)
                val row = plate("row")
                val item = plate("item")
                val weights by parameter(simplex(cluster))
                val mean by cluster.parameter(real())
                val z by row.latent(categorical(weights))
                item.observed("x", normal(mean[z], 1))
            }
        } shouldBe "'x' lives in [item], but its parameter 'mean[z]' also varies over [row]. Index it by a discrete variable of [item], " +
            "for example z[index], or declare 'x' in [item, row]."
    }

    test("a single value cannot depend on what varies") {
        messageOf {
            model("m") {
                val row = plate("row")
                val x by row.given()
                latent("total", normal(x, 1))
            }
        } shouldBe "'total' is a single value, but its parameter 'x' varies over [row]. Declare 'total' in [row], " +
            "or fold x into one, for example with sum(row)."
    }

    test("the other instance of a plate is another axis") {
        messageOf {
            model("m") {
                val node = plate("node", 4)
                val skill by node.latent(normal())
                node.observed("x", normal(skill - skill.along(node.copy("rival")), 1))
            }
        } shouldBe "'x' lives in [node], but its parameter 'skill - skill[node:rival]' also varies over [node:rival]. " +
            "Index it by a discrete variable of [node], for example skill[node:rival][index], or declare 'x' in [node, node:rival]."
    }

    test("the transition of a chain is checked like any distribution") {
        messageOf {
            model("m") {
                val state = plate("state", 2)
                val year = chain("year")
                val mean by state.parameter(real())
                year.markov("s", initial = normal()) { previous -> normal(previous + mean, 1) }
            }
        } shouldBe "'s' lives in [year], but its parameter 'previous s + mean' also varies over [state]. " +
            "Index it by a discrete variable of [year], for example mean[index], or declare 's' in [year, state]."
    }

    test("what lives in fewer plates is repeated, and what is indexed or summed fits") {
        model("m") {
            val cluster = plate("cluster", 2)
            val row = plate("row")
            val overall by latent(normal())
            val mean by cluster.latent(normal(overall, 1))
            val weights by parameter(simplex(cluster))
            val z by row.latent(categorical(weights))
            row.observed("x", normal(mean[z] + overall, 1))
            row.observed("y", normal(mean.sum(cluster), 1))
            (row * cluster).observed("w", normal(mean, 1))
        }.observed().size shouldBe 3
    }
})
