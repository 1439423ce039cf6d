package org.platen.inference.em

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.abs
import org.platen.inference.data.Data

/** Iris with a tenth of its entries deleted at random, against EM written out row by row. */
class IncompleteRowsTest :
    FunSpec({

        val random = Random(7)
        val rows = iris.map { row -> DoubleArray(4) { if (random.nextInt(10) == 0) Double.NaN else row[it] } }.toTypedArray()
        // Half the rows have no gap, some two, none four.
        val model = fullMixture(2, 4)
        val means = listOf(doubleArrayOf(5.0, 3.4, 1.5, 0.3), doubleArrayOf(6.3, 2.9, 4.9, 1.7))
        val start = IncompleteMixture(
            doubleArrayOf(0.4, 0.6),
            means.map {
                DenseNormal(
                    it,
                    square(4) { i, j ->
                        if (i ==
                            j
                        ) {
                            0.5
                        } else {
                            0.1
                        }
                    },
                )
            },
        )
        val from = mapOf(
            "weights" to start.weights,
            "mean" to means.flatMap { it.asList() }.toDoubleArray(),
            "covariance" to start.components.flatMap { one -> one.covariance.flatMap { it.asList() } }.toDoubleArray(),
        )

        fun EmFit.asReference() = IncompleteMixture(
            estimate("weights").values(),
            List(2) { k -> DenseNormal(estimate("mean").row(k), estimate("covariance").matrix(k)) },
        )

        test("every iteration is that of the row by row reference, and raises the likelihood of the known entries") {
            val fit = ExactEm().accelerate(false).startAt(from).tolerance(0.0).iterations(30).fit(model, rows)
            var reference = start
            for (objective in fit.trace()) {
                objective shouldBe (rows.sumOf { reference.logDensity(it) } plusOrMinus 1e-9 * abs(objective))
                reference = reference.next(rows)
            }
            fit.trace().zipWithNext().all { (before, after) -> after >= before - 1e-9 } shouldBe true
        }

        test("the solution is the reference's") {
            val fit = ExactEm().restarts(3).tolerance(1e-14).iterations(5000).fit(model, rows)
            val reference = generateSequence(start) { it.next(rows) }.elementAt(1000)
            fit.logLikelihood() shouldBe (rows.sumOf { reference.logDensity(it) } plusOrMinus 1e-8)
            relativeDifference(fit.estimate("weights").values(), reference.weights) shouldBeLessThan 1e-6
            reference.components.forEachIndexed { k, component ->
                relativeDifference(fit.estimate("mean").row(k), component.mean) shouldBeLessThan 1e-5
                val found = fit.estimate("covariance").matrix(k).flatMap { it.asList() }.toDoubleArray()
                relativeDifference(found, component.covariance.flatMap { it.asList() }.toDoubleArray()) shouldBeLessThan 1e-5
            }
        }

        test("responsibilities, densities and imputed entries are those of the conditional distributions") {
            val fit = ExactEm().startAt(from).iterations(20).fit(model, rows)
            val reference = fit.asReference()
            val responsibilities = fit.responsibilities(model["z"])
            val imputed = fit.impute()
            imputed.variables().map { it.name() } shouldBe listOf("x")
            val densities = fit.logDensity(model.rows(rows))
            rows.forEachIndexed { i, row ->
                val (mean, variance) = reference.given(row)
                withClue("row $i, ${row.toList()}") {
                    densities[i] shouldBe (reference.logDensity(row) plusOrMinus 1e-9)
                    responsibilities.get(i, 0) shouldBe (reference.responsibilities(row)[0] plusOrMinus 1e-9)
                    for (j in 0 until 4) {
                        imputed.mean("x").get(i, j) shouldBe (mean[j] plusOrMinus 1e-9)
                        imputed.variance("x").get(i, j) shouldBe (variance[j] plusOrMinus 1e-9)
                        if (!row[j].isNaN()) {
                            imputed.mean("x").get(i, j) shouldBe row[j]
                            imputed.variance("x").get(i, j) shouldBe 0.0
                        }
                    }
                }
            }
        }

        test("a fit to complete rows imputes rows with gaps, also those of which nothing is known") {
            val fit = ExactEm().restarts(2).fit(model, iris)
            val gap = Double.NaN
            val others = arrayOf(doubleArrayOf(6.0, gap, gap, 1.5), doubleArrayOf(gap, gap, gap, gap), doubleArrayOf(5.0, 3.0, 1.5, 0.2))
            val data = Data.of(model["x"], others)
            others.forEachIndexed { i, row ->
                val (mean, variance) = fit.asReference().given(row)
                fit.impute(data).mean("x").row(i).forEachIndexed { j, found -> found shouldBe (mean[j] plusOrMinus 1e-9) }
                fit.impute(data).variance("x").row(i).forEachIndexed { j, found -> found shouldBe (variance[j] plusOrMinus 1e-9) }
                fit.logDensity(data)[i] shouldBe (fit.asReference().logDensity(row) plusOrMinus 1e-9)
            }
        }
    })
