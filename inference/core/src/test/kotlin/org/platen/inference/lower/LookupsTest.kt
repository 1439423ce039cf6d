package org.platen.inference.lower

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldHaveSize
import org.platen.dsl.distribution.Distributions.binomial
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.oneHotCategorical
import org.platen.dsl.expr.Expr
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.times
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.Axis
import org.platen.dsl.shape.Plate
import org.platen.inference.data.refused

private lateinit var state: Plate
private lateinit var row: Plate
private lateinit var county: Plate
private lateinit var again: Axis

private val lookups = model("lookups") {
    state = plate("state", 3)
    row = plate("row", 4)
    county = plate("county", 5)
    again = state.copy("again")
    val weights by parameter(simplex(state))
    state.parameter("a", real())
    state.parameter("b", real(2))
    (state * again).parameter("block", real())
    state.parameter("transition", simplex(state))
    county.parameter("alpha", real())
    (county * state).parameter("alphas", real(2))
    county.given("income")
    row.given("x")
    row.given("county of row", index(county))
    row.given("state of row", index(state))
    county.given("neighbour", index(county))
    county.given("state of county", index(state))
    val z by row.latent(categorical(weights))
    row.latent("second", categorical(weights))
    county.latent("u", categorical(weights))
    row.latent("count", binomial(2, 0.5))
    row.latent("fifth", binomial(4, 0.5))
    row.latent("oneHot", oneHotCategorical(weights))
    deterministic("renamed", z)
}

private fun leaf(name: String): Expr = lookups[name]

class LookupsTest : FunSpec({
    val bound = Bound(lookups)
    val a = leaf("a")
    val block = leaf("block")
    val z = leaf("z")
    val second = leaf("second")
    val countyOfRow = leaf("county of row")
    val stateOfRow = leaf("state of row")
    val enumerated = listOf("z", "second", "u", "count", "fifth", "oneHot").map { lookups[it] as RandomVariable }.toSet()
    val rows = listOf(null, row.axis())

    context("an index that is summed out gives what each of its values gives") {
        val expressions = mapOf(
            "a number" to a[z],
            "a vector" to leaf("b")[z],
            "a number seen from a deterministic variable" to a[leaf("renamed")],
            "two indices of one plate" to a[z] + a[second],
            "one index twice" to a[z] * leaf("b")[z],
            "a table by two indices" to block[z, second],
            "a table by one index twice" to block[z, z],
            "a table by one index along one instance" to block.at(state, z),
            "an index summed out and a given one" to block[stateOfRow, z],
            "an entry of a vector" to leaf("weights")[z],
            "an entry of a row of a matrix, as from a preceding state" to leaf("transition")[z][second],
            "an entry of the row of the same state" to leaf("transition")[z][z],
            "an index of another plate" to a[leaf("u")],
            "a plate that a count indexes" to a.at(state, leaf("count")),
            "arithmetic with the value itself" to z + a[z],
            "an index by arithmetic" to a.at(state, (z + second) * 0.5 * (z + second) - (z + second) * 0.5 * (z + second) + z),
            "one-hot vectors" to leaf("oneHot").dot(leaf("transition")[z]),
            "parameters of two plates" to leaf("alphas")[countyOfRow][z],
            "and the other way round" to leaf("alphas")[z][countyOfRow],
        )
        for ((name, expr) in expressions) {
            test(name) { bound.shouldAgree(expr, rows, enumerated) }
        }
    }

    context("a given index gathers") {
        val expressions = mapOf(
            "from parameters" to leaf("alpha")[countyOfRow],
            "from parameters of two plates" to leaf("alphas")[countyOfRow],
            "from both plates at once" to leaf("alphas")[countyOfRow][stateOfRow],
            "an entry of an event" to leaf("transition")[stateOfRow][stateOfRow],
            "from givens" to leaf("income")[countyOfRow] * leaf("x"),
            "through another index" to a[leaf("state of county")[countyOfRow]],
            "an index that is itself looked up" to leaf("b")[leaf("state of county")][countyOfRow],
            "the plate that the index lives in" to leaf("alpha")[leaf("neighbour")] + leaf("income"),
            "twice in the plate that the index lives in" to leaf("income")[leaf("neighbour")][leaf("neighbour")],
            "into crossed plates" to (leaf("alpha") + leaf("x"))[leaf("neighbour")],
        )
        for ((name, expr) in expressions) {
            test(name) { bound.shouldAgree(expr, rows) }
        }
    }

    context("a summed-out variable that a given index names") {
        val u = leaf("u")
        test("gives what each of its values gives") {
            bound.shouldAgree(a[u[countyOfRow]], rows, enumerated)
            bound.shouldAgree(leaf("b")[u][countyOfRow] + u[countyOfRow], rows, enumerated)
            bound.shouldAgree(block[u[countyOfRow], z], rows, enumerated)
            bound.shouldAgree(leaf("transition")[u[countyOfRow]][z], rows, enumerated)
        }
        test("meets itself only where the index is the same") {
            val joint = Joint(lookups, Layout(bound.binding, row.axis()), Roles(ArrayList<Variable>(lookups.parameters()), enumerated))
            val lowering = joint.lowering("at/")

            fun labels(expr: Expr): List<Label> = lowering.lower(expr).labels()
            val own = Label.OfDomain(u as RandomVariable)
            val there = labels(u[countyOfRow])
            labels(u) shouldContainExactlyInAnyOrder listOf(own)
            labels(u[countyOfRow] + a[u[countyOfRow]]) shouldContainExactlyInAnyOrder there
            labels(u[countyOfRow] + u) shouldContainExactlyInAnyOrder there + own
            labels(u[countyOfRow] + u[leaf("neighbour")[countyOfRow]]) shouldHaveSize 2
            labels(u[leaf("neighbour")][countyOfRow] + u[leaf("neighbour")[countyOfRow]]) shouldHaveSize 1
        }
    }

    context("instances of a plate") {
        test("what is seen along another instance is the same there") {
            bound.shouldAgree(a.along(again) - a, listOf(null))
            bound.shouldAgree(block * a - (block * a).sum(state), listOf(null))
            bound.shouldAgree(leaf("neighbour").along(county.copy("to")) * leaf("alpha"), rows)
        }
        test("what has rows cannot be seen along another instance") {
            refused("x", "row") { bound.run(leaf("x").along(row.copy("to")), row.axis()) }
        }
        test("what is summed out cannot be seen along another instance") {
            refused("'z'", "summed out", "row:to", "meanFieldVi") { bound.run(a[z.along(row.copy("to"))], null, enumerated) }
        }
    }

    test("rows cannot be looked up by index") {
        refused("income[county of row]", "county") { bound.run(leaf("income")[countyOfRow], county.axis()) }
    }

    test("what is summed out for every element cannot be named by something summed out") {
        refused("'u'", "county", "meanFieldVi") { bound.run(a[leaf("u").at(county, leaf("fifth"))], null, enumerated) }
    }

    test("what is summed out for every element cannot be added up over them") {
        refused("row", "meanFieldVi") { bound.run(a[z].sum(row), null, enumerated) }
        refused("row", "meanFieldVi") { bound.run(a[z].mean(row), row.axis(), enumerated) }
    }
})
