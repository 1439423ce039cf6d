package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import org.platen.dsl.model.Model

private const val OFFSET = 1e7

/** What must not change the solution. The figures of Old Faithful are far from the limits of float64, so differences are of rounding alone. */
class InvarianceTest :
    FunSpec({

        val engine = ExactEm().restarts(3).tolerance(1e-12)

        /** Two fits agree, up to the order of components, when [meanBack] and [spreadBack] undo what was done to the data of the second. */
        fun agree(
            before: EmFit,
            after: EmFit,
            spread: String,
            meanBack: (DoubleArray) -> DoubleArray,
            spreadBack: (DoubleArray) -> DoubleArray,
        ) {
            val means = after.estimate("mean").elements().map(meanBack)
            for ((i, j) in pairing(before.estimate("mean").elements(), means).withIndex()) {
                after.estimate("weights").get(j) shouldBe (before.estimate("weights").get(i) plusOrMinus 1e-6)
                relativeDifference(means[j], before.estimate("mean").row(i)) shouldBeLessThan 1e-6
                val tied = before.estimate(spread).axes().isEmpty()
                val found = after.estimate(spread).let { if (tied) it.values() else it.row(j) }
                val expected = before.estimate(spread).let { if (tied) it.values() else it.row(i) }
                relativeDifference(spreadBack(found), expected) shouldBeLessThan 1e-6
            }
        }

        val models: Map<String, Pair<Model, String>> = mapOf(
            "full" to (fullMixture(2, 2) to "covariance"),
            "tied" to (tiedMixture(2, 2) to "covariance"),
            "diagonal" to (diagonalMixture(2, 2) to "variance"),
            "independent" to (independentMixture(2, 2) to "scale"),
            "spherical" to (sphericalMixture(2, 2) to "scale"),
        )
        for ((name, pair) in models) {
            val (model, spread) = pair

            test("adding ten million to every column moves the means and nothing else: $name") {
                val before = engine.fit(model, faithful)
                val after = engine.fit(model, faithful.map { row -> row.map { it + OFFSET }.toDoubleArray() }.toTypedArray())
                after.logLikelihood() shouldBe (before.logLikelihood() plusOrMinus 1e-4)
                agree(before, after, spread, { mean -> mean.map { it - OFFSET }.toDoubleArray() }, { it })
            }

            test("the order of the rows does not matter: $name") {
                val before = engine.fit(model, faithful)
                val after = engine.fit(model, faithful.indices.map { faithful[it * 5 % faithful.size] }.toTypedArray())
                after.logLikelihood() shouldBe (before.logLikelihood() plusOrMinus 1e-6)
                agree(before, after, spread, { it }, { it })
            }

            test("the order of the columns does not matter: $name") {
                val before = engine.fit(model, faithful)
                val after = engine.fit(model, faithful.map { it.reversedArray() }.toTypedArray())
                after.logLikelihood() shouldBe (before.logLikelihood() plusOrMinus 1e-6)
                agree(before, after, spread, { it.reversedArray() }, { it.reversedArray() })
            }
        }
    })
