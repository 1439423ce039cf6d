package org.platen.inference.amortized

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.abs
import kotlin.math.pow
import org.apache.commons.math3.linear.LUDecomposition
import org.apache.commons.math3.linear.MatrixUtils
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.em.iris
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.fit
import org.platen.inference.train.Schedule

class AmortizedFitTest :
    FunSpec({
        val latent = 2
        val linear = linearVae(latent)
        val data = Data.of(linear["x"], iris)
        val engine = amortizedVi(backend = JvmBackend(), batchSize = 150)
        val fit by lazy { linear.fit(data, engine.epochs(6000).optimizer(adam(Schedule.cosineDecay(2e-2, 1e-4, 6000)))) }

        test("missing entries are imputed as their conditional expectation under the Normal that a linear decoder makes") {
            val w = MatrixUtils.createRealMatrix(
                Array(4) { i ->
                    DoubleArray(2) { fit.estimate("decoder.dense1.weight").values()[2 * i + it] }
                },
            )
            val noise = fit.estimate("noise").values().single().pow(2)
            val covariance = w.multiply(w.transpose()).add(MatrixUtils.createRealIdentityMatrix(4).scalarMultiply(noise))
            val mean = fit.estimate("decoder.dense1.bias").values()
            val rows = iris.take(30).map { it.clone().also { row -> row[2] = Double.NaN } }.toTypedArray()
            val known = intArrayOf(0, 1, 3)
            val inverse = LUDecomposition(covariance.getSubMatrix(known, known)).solver.inverse
            val gain = inverse.operate(known.map { covariance.getEntry(2, it) }.toDoubleArray())
            val exact = rows.map { row -> mean[2] + known.indices.sumOf { gain[it] * (row[known[it]] - mean[known[it]]) } }

            val incomplete = Data.of(linear["x"], rows)
            val weighted = fit.imputed("x", incomplete, 20_000).values()
            rows.indices.map { abs(weighted[4 * it + 2] - exact[it]) }.average() shouldBe (0.0 plusOrMinus 0.05)
            rows.indices.toList().forAll { weighted[4 * it] shouldBe rows[it][0] }
            val gibbs = fit.imputedByPseudoGibbs("x", incomplete, 400, 1).values()
            rows.indices.map { abs(gibbs[4 * it + 2] - exact[it]) }.average() shouldBe (0.0 plusOrMinus 0.15)
        }

        test("what is decoded at the posterior mean is the reconstruction") {
            val means = fit.posteriorMean(linear["z"], data)
            val rows = (0 until 150).map { means.row(it) }.toTypedArray()
            val decoded = fit.decode("x", "z", rows).values()
            val reconstructed = fit.reconstruct("x", data).values()
            decoded.indices.toList().forAll { decoded[it] shouldBe (reconstructed[it] plusOrMinus 1e-12) }
            fit.embed(data).columns() shouldBe listOf("z[0]", "z[1]")
            fit.embed(data).rows()[7].toList() shouldBe rows[7].toList()
        }

        test("reconstruction errors are mean squared differences, and odd rows have large ones") {
            val rows = iris.take(5).toTypedArray() + doubleArrayOf(50.0, -50.0, 50.0, -50.0)
            val some = Data.of(linear["x"], rows)
            val expected = fit.reconstruct("x", some).values()
            val errors = fit.reconstructionErrors("x", some)
            errors[2] shouldBe ((0 until 4).map { (rows[2][it] - expected[8 + it]).pow(2) }.average() plusOrMinus 1e-12)
            errors[5] shouldBeGreaterThan 100 * errors.take(5).max()
            fit.anomalyScores(some)[5] shouldBeGreaterThan fit.anomalyScores(some).take(5).max() + 100
        }

        test("interpolation walks in equal steps") {
            val line = fit.interpolate("x", "z", doubleArrayOf(-1.0, 0.0), doubleArrayOf(1.0, 0.0), 5).values()
            for (i in 1..3) {
                for (j in 0 until 4) {
                    line[4 * i + j] shouldBe ((line[4 * (i - 1) + j] + line[4 * (i + 1) + j]) / 2 plusOrMinus 1e-12)
                }
            }
        }

        test("draws have the fitted moments") {
            val sample = fit.sample(20_000, 3)
            val x = org.platen.inference.data.Binding.of(linear, sample).column(linear["x"]).values()
            for (j in 0 until 4) {
                x[j].average() shouldBe (iris.map { it[j] }.average() plusOrMinus 0.1)
            }
        }

        test("collapsed latent numbers are counted and warned of") {
            fit.activeUnits("z", data) shouldBe 2
            fit.warnings().shouldBeEmpty()
            val collapsed = linear.fit(
                data,
                engine.epochs(2000).optimizer(adam(Schedule.cosineDecay(2e-2, 1e-4, 2000))).divergenceWeight(1e3),
            )
            collapsed.activeUnits("z", data) shouldBe 0
            collapsed.warnings().single() shouldContain "posterior collapse"
        }

        test("an approximation with covariances can be declared") {
            val full =
                model("full") {
                    val decoder = network("decoder", input = latent) { dense(4) }
                    val encoder = network("encoder", input = 4) { dense(latent) }
                    val row = plate("row")
                    val noise by parameter(positive())
                    val covariance by parameter(org.platen.dsl.kotlin.positiveDefinite(latent))
                    val z = row.latent("z", normal(zeros(latent), ones(latent)))
                    val x = row.observed("x", normal(decoder(z), noise))
                    guide { amortize(z) { multivariateNormal(encoder(x), covariance) } }
                }
            val rows = Data.of(full["x"], iris)
            val found = full.fit(rows, engine.epochs(4000).draws(3).optimizer(adam(Schedule.cosineDecay(2e-2, 1e-4, 4000))))
            // The exact posterior is in the family, so that the bound is the evidence.
            found.elbo(rows).bound() shouldBe (found.logEvidence(rows, 200).mean() plusOrMinus 0.05)
        }

        test("chains are refused") {
            shouldThrow<ModelException> { fit.filtered(linear["z"], data) }.message shouldContain "no latent chains"
            shouldThrow<ModelException> { fit.responsibilities(linear["z"], data) }.message shouldContain "no discrete variable"
        }
    })
