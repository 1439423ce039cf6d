package org.platen.inference.lower

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeExactly
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import kotlin.random.Random
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.ModelBuilder
import org.platen.dsl.shape.Axis
import org.platen.dsl.shape.Plates

/** Elimination and listing every combination agree on the log evidence and on every marginal. */
private fun Bound.shouldBeExact(rows: List<Axis?>) {
    val reference = BruteForce(this)
    for (axis in rows) {
        val exact = eliminated(axis)
        withClue("rows along $axis") {
            exact.logEvidence shouldBe (reference.logEvidence plusOrMinus 1e-10 * (1 + abs(reference.logEvidence)))
            for ((latent, marginal) in exact.marginals) {
                val expected = reference.marginal(latent)
                marginal.size shouldBe expected.size
                marginal.zip(expected).forEach { (a, b) -> withClue("$latent") { a shouldBe (b plusOrMinus 1e-10) } }
            }
        }
    }
}

private fun models(count: Int, zeros: Boolean = false, declaration: RandomDiscreteModel.(ModelBuilder, Random) -> Unit): List<Bound> =
    List(count) { seed ->
        val random = Random(seed)
        RandomDiscreteModel(random, zeros).declare("random $seed", openSize = 3) { declaration(it, random) }
    }

class EliminationTest : FunSpec({
    context("equals listing every combination") {
        test("for several latent variables a row, in any network") {
            models(40) { m, random ->
                val row = m.plate("row", 2)
                repeat(2 + random.nextInt(2)) { variable(m, "z$it", row, observed = false) }
                repeat(1 + random.nextInt(3)) { variable(m, "x$it", row, observed = true) }
            }.forEach { it.shouldBeExact(listOf(null, it.axis("row"))) }
        }
        test("for latent variables in fixed plates around and inside of the rows") {
            models(40) { m, random ->
                val (outer, inner) = listOf(m.plate("row", 2), m.plate("item", 2)).shuffled(random)
                val both = outer.times(inner)
                variable(m, "u", outer, observed = false)
                if (random.nextBoolean()) variable(m, "v", outer, observed = false)
                if (random.nextBoolean()) variable(m, "w", both, observed = false)
                variable(m, "x", outer, observed = true)
                variable(m, "y", both, observed = true)
                variable(m, "z", inner, observed = true)
            }.forEach { it.shouldBeExact(listOf(null, it.axis("row"), it.axis("item"))) }
        }
        test("for a latent variable that all rows share") {
            models(40) { m, random ->
                val row = m.plate("row", 3)
                val item = m.plate("item", 2)
                variable(m, "shared", Plates.NONE, observed = false)
                if (random.nextBoolean()) variable(m, "also shared", Plates.NONE, observed = false)
                variable(m, "z", row, observed = false)
                if (random.nextBoolean()) variable(m, "v", row.times(item), observed = false)
                variable(m, "x", row, observed = true)
                variable(m, "y", item.times(row), observed = true)
                if (random.nextBoolean()) variable(m, "one", Plates.NONE, observed = true)
            }.forEach { it.shouldBeExact(listOf(null, it.axis("row"), it.axis("item"))) }
        }
        test("for latent variables of crossed plates in both orders") {
            models(20) { m, _ ->
                val row = m.plate("row", 2)
                val item = m.plate("item", 3)
                variable(m, "w", row.times(item), observed = false)
                variable(m, "x", item.times(row), observed = true)
                variable(m, "y", row.times(item), observed = true)
            }.forEach { it.shouldBeExact(listOf(null, it.axis("row"), it.axis("item"))) }
        }
    }

    context("a latent variable that a given index names") {
        test("is summed out element by element of the plates it shares with them") {
            models(30) { m, random ->
                val county = m.plate("county", 2)
                val row = m.plate("row", 3)
                val item = m.plate("item", 2)
                val of = m.given("county of row", if (random.nextBoolean()) row else row.times(item), Covariate.index(county))
                val u = variable(m, "u", if (random.nextBoolean()) county.times(item) else item.times(county), observed = false)
                visible(u.at(county, of), u)
                variable(m, "w", item, observed = false)
                variable(m, "x", row.times(item), observed = true, mostParents = 3)
            }.forEach { it.shouldBeExact(listOf(null, it.axis("row"), it.axis("item"))) }
        }
        test("is summed out beside one of the row that names it, both read in all items of the row") {
            models(30) { m, random ->
                val county = m.plate("county", 2)
                val row = m.plate("row", 3)
                val item = m.plate("item", 2)
                val of = m.given("county of row", row, Covariate.index(county))
                val u = variable(m, "u", county, observed = false)
                visible(u.at(county, of), u)
                variable(m, "w", row, observed = false)
                variable(m, "x", if (random.nextBoolean()) row.times(item) else item.times(row), observed = true, mostParents = 3)
            }.forEach { it.shouldBeExact(listOf(null, it.axis("row"), it.axis("item"))) }
        }
        test("is summed out with an index that is the same for all rows") {
            models(10) { m, _ ->
                val county = m.plate("county", 2)
                val row = m.plate("row", 3)
                val u = variable(m, "u", county, observed = false)
                visible(u.at(county, m.given("the county", Plates.NONE, Covariate.index(county))), u)
                variable(m, "x", row, observed = true)
            }.forEach { it.shouldBeExact(listOf(null, it.axis("row"))) }
        }
    }

    context("the log evidence of each row") {
        test("is that of the row alone, where rows share no discrete variable") {
            models(20) { m, random ->
                val row = m.plate("row")
                val item = m.plate("item", 2)
                variable(m, "u", row, observed = false)
                if (random.nextBoolean()) variable(m, "w", row.times(item), observed = false)
                variable(m, "x", row, observed = true)
                variable(m, "y", row.times(item), observed = true)
            }.forEach { bound ->
                val rows = bound.eliminated(bound.axis("row")).rowLogEvidence!!
                rows.forEachIndexed { row, logEvidence -> logEvidence shouldBe (BruteForce(bound.only(row)).logEvidence plusOrMinus 1e-10) }
            }
        }
        test("is not defined where they share one") {
            val (shared, named) = listOf(true, false).map { isShared ->
                models(1) { m, _ ->
                    val row = m.plate("row", 3)
                    val county = m.plate("county", 2)
                    val u = variable(m, "u", if (isShared) Plates.NONE else county, observed = false)
                    if (!isShared) visible(u.at(county, m.given("county of row", row, Covariate.index(county))), u)
                    variable(m, "x", row, observed = true)
                }.single()
            }
            shared.eliminated(shared.axis("row")).rowLogEvidence shouldBe null
            named.eliminated(named.axis("row")).rowLogEvidence shouldBe null
        }
    }

    test("an impossible value has probability zero, and a certain one probability one") {
        models(60, zeros = true) { m, random ->
            val row = m.plate("row", 2)
            val item = m.plate("item", 2)
            if (random.nextBoolean()) variable(m, "shared", Plates.NONE, observed = false)
            repeat(2) { variable(m, "z$it", row, observed = false) }
            variable(m, "x", row, observed = true)
            variable(m, "y", row.times(item), observed = true)
        }.forEach { bound ->
            val reference = BruteForce(bound)
            for (axis in listOf(null, bound.axis("row"), bound.axis("item"))) {
                val exact = bound.eliminated(axis)
                if (reference.logEvidence == Double.NEGATIVE_INFINITY) {
                    exact.logEvidence shouldBeExactly Double.NEGATIVE_INFINITY
                    exact.marginals.values.flatMap { it.toList() }.none { it.isNaN() } shouldBe true
                } else {
                    exact.logEvidence shouldBe (reference.logEvidence plusOrMinus 1e-10)
                    for ((latent, marginal) in exact.marginals) {
                        reference.marginal(latent).zip(marginal.toList()).forEach { (expected, actual) ->
                            if (expected == 0.0) actual shouldBeExactly 0.0 else actual shouldBe (expected plusOrMinus 1e-10)
                        }
                    }
                }
            }
        }
    }
})
