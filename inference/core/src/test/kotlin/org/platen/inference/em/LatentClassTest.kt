package org.platen.inference.em

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.Enabled
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Files
import java.nio.file.Path
import java.util.Random
import kotlin.math.ln
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.unitInterval
import org.platen.inference.data.Data

/**
 * Latent class analysis: independent answers within a class, maximum likelihood. The figures are those that poLCA-type programs report (Linzer and Lewis 2011);
 * a small EM written here, over the distinct rows with their counts and from 200 random starts, finds the same.
 */
class LatentClassTest :
    FunSpec({

        fun items(count: Int) = { k: Int ->
            mixture(k) { m, cluster -> m.parameter("p", cluster, unitInterval(count)).let { { z -> bernoulli(it.at(z)) } } }
        }

        data class Case(val file: String, val columns: List<String>, val k: Int, val logLikelihood: Double)

        val lsat = listOf("Q1", "Q2", "Q3", "Q4", "Q5")
        val cases = listOf(
            // Section 6 of the Law School Admission Test, 1000 candidates (Bock and Lieberman 1970; R psych::lsat6).
            Case("psych__lsat6.csv", lsat, 2, -2467.4055),
            // -2465.5701 is a local maximum.
            Case("psych__lsat6.csv", lsat, 3, -2464.6504),
            // Distance items of the balance task, 779 children (van der Maas et al. 2007; R depmixS4::balance).
            Case("balance.csv", listOf("d1", "d2", "d3", "d4"), 2, -1083.0363),
        )
        val folder: String? = System.getProperty("platen.data")
        for (case in cases) {
            val file = folder?.let { Path.of(it, "tables", case.file) }?.takeIf(Files::exists)
            val absent = "needs tables/${case.file} in the folder named by platen.data"
            val present = if (file != null) Enabled.enabled else Enabled.disabled(absent)
            test("${case.k} classes of ${case.file} have log-likelihood ${case.logLikelihood}").config(enabledOrReasonIf = { present }) {
                val model: Model = items(case.columns.size)(case.k)
                val data = Data.csv(file!!).columns(*case.columns.toTypedArray()).into(model["x"])
                val fit = ExactEm().fit(model, data)
                withClue(fit.starts()) { fit.logLikelihood() shouldBe (case.logLikelihood plusOrMinus 0.001) }

                val column = data.bind(model).column(model["x"])
                val counts = (0 until column.elements()).groupingBy { row -> column.values().map { it[row] } }.eachCount()
                fit.summary() shouldContain "rows, ${counts.size} distinct"
                val best = (1L..200L).maxOf { latentClasses(counts, case.k, Random(it)) }
                best shouldBe (case.logLikelihood plusOrMinus 0.001)
            }
        }
    })

/** The log-likelihood that EM reaches from random probabilities. */
private fun latentClasses(counts: Map<List<Double>, Int>, k: Int, random: Random): Double {
    val rows = counts.keys.toList()
    val items = rows[0].indices
    var weights = DoubleArray(k) { 1.0 / k }
    var p = Array(k) { items.map { random.nextDouble() } }
    var logLikelihood = 0.0
    repeat(3000) {
        val shares = rows.map { x ->
            DoubleArray(k) { c -> weights[c] * items.fold(1.0) { product, j -> product * if (x[j] > 0) p[c][j] else 1 - p[c][j] } }
        }
        logLikelihood = rows.indices.sumOf { counts.getValue(rows[it]) * ln(shares[it].sum()) }
        val expected = rows.indices.map { r -> shares[r].map { it / shares[r].sum() * counts.getValue(rows[r]) } }
        val sizes = DoubleArray(k) { c -> expected.sumOf { it[c] } }
        weights = DoubleArray(k) { sizes[it] / sizes.sum() }
        p = Array(k) { c -> items.map { j -> rows.indices.sumOf { expected[it][c] * rows[it][j] } / sizes[c] } }
    }
    return logLikelihood
}
