package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.exp
import kotlin.math.sqrt
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.flat
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.matrix
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.vector
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

class LatentPosteriorTest :
    FunSpec({

        val loadings = arrayOf(doubleArrayOf(1.0, 0.5), doubleArrayOf(-0.5, 2.0), doubleArrayOf(0.25, 0.0))
        val factors = model("factors") {
            val row = plate("row")
            val f by row.latent(normal(zeros(2), ones(2)))
            val w = matrix(*loadings.map { it.toList() }.toTypedArray())
            row.observed("x", normal(vector(1, 2, 3) + w.dot(f), 0.5))
        }
        val x = arrayOf(doubleArrayOf(1.5, 2.0, 2.0), doubleArrayOf(0.0, Double.NaN, 4.0), DoubleArray(3) { Double.NaN })

        test("factors have the posterior of a linear-Gaussian model, whatever is missing") {
            // Factors and columns are jointly Normal: I, W and W Wᵀ + I / 4.
            val dense = DenseNormal(
                doubleArrayOf(0.0, 0.0, 1.0, 2.0, 3.0),
                square(5) { i, j ->
                    val (a, b) = listOf(i, j).map { if (it < 2) DoubleArray(2) { k -> if (k == it) 1.0 else 0.0 } else loadings[it - 2] }
                    a[0] * b[0] + a[1] * b[1] + if (i == j && i >= 2) 0.25 else 0.0
                },
            )
            val fit = ExactEm().fit(factors, factors.rows(x))
            fit.summary() shouldContain Regex("integrated out +f\n")
            val posterior = fit.posterior(factors["f"])
            posterior.mean().dims() shouldContainExactly listOf(3, 2)
            posterior.covariance().dims() shouldContainExactly listOf(3, 2, 2)
            x.forEachIndexed { row, values ->
                val given = dense.given(doubleArrayOf(Double.NaN, Double.NaN) + values)
                for (i in 0 until 2) {
                    posterior.mean().get(row, i) shouldBe (given.mean[i] plusOrMinus 1e-12)
                    posterior.standardDeviation().get(row, i) shouldBe (sqrt(given.covariance[i][i]) plusOrMinus 1e-12)
                    for (j in 0 until 2) posterior.covariance().get(row, i, j) shouldBe (given.covariance[i][j] plusOrMinus 1e-12)
                }
            }
        }

        test("simulated rows have the marginal mean and covariance") {
            val count = 20_000
            val sample = ExactEm().fit(factors, factors.rows(x)).sample(count, 3).bind(factors).column(factors["x"]).values()
            val means = sample.map { it.average() }
            for (i in 0 until 3) {
                val variance = loadings[i].sumOf { it * it } + 0.25
                means[i] shouldBe (i + 1.0 plusOrMinus 5 * sqrt(variance / count))
                for (j in 0 until 3) {
                    val expected = loadings[i][0] * loadings[j][0] + loadings[i][1] * loadings[j][1] + if (i == j) 0.25 else 0.0
                    val found = (0 until count).sumOf { (sample[i][it] - means[i]) * (sample[j][it] - means[j]) } / count
                    // The variance of a product of two Normals is at most twice that of their variances.
                    found shouldBe (expected plusOrMinus 5 * sqrt(2 * 4.5 * 4.5 / count))
                }
            }
        }

        test("over discrete latent variables, means and covariances are averaged by their probabilities") {
            val mean = listOf(-1.0, 2.0)
            val switched = model("switched") {
                val cluster = plate("cluster", 2)
                val row = plate("row")
                val z by row.latent(categorical(vector(0.3, 0.7)))
                val f by row.latent(normal(constant(cluster, -1.0, 2.0)[z], 1.0))
                row.observed("x", normal(f, 0.5))
            }
            val values = doubleArrayOf(-2.0, 0.4, 3.0)
            val fit = ExactEm().restarts(1).fit(switched, Data.of(switched["x"], values))
            val posterior = fit.posterior("f", fit.data())
            values.forEachIndexed { row, value ->
                val joint = List(2) { k -> listOf(0.3, 0.7)[k] * exp(-0.5 * (value - mean[k]) * (value - mean[k]) / 1.25) }
                val r = joint.map { it / joint.sum() }
                // Precisions 1 and 4.
                val means = mean.map { (it + 4 * value) / 5 }
                val average = r[0] * means[0] + r[1] * means[1]
                posterior.mean().get(row) shouldBe (average plusOrMinus 1e-12)
                val between = r[0] * r[1] * (means[0] - means[1]) * (means[0] - means[1])
                posterior.variance().get(row) shouldBe (0.2 + between plusOrMinus 1e-12)
            }
        }

        test("elements of crossed plates keep their places, whichever is blocked") {
            for (rowFirst in listOf(true, false)) {
                val crossed = model("crossed") {
                    val row = plate("row")
                    val item = plate("item", 2)
                    val both = if (rowFirst) row * item else item * row
                    val f by both.latent(normal(0.0, 1.0))
                    both.observed("x", normal(f, 1.0))
                }
                val values = arrayOf(doubleArrayOf(1.0, 2.0, 3.0), doubleArrayOf(4.0, 5.0, 6.0))
                val rows = if (rowFirst) Array(3) { i -> DoubleArray(2) { values[it][i] } } else values
                val fit = ExactEm().fit(crossed, Data.of(crossed["x"], rows))
                val mean = fit.posterior("f", fit.data()).mean()
                for (i in 0 until 3) {
                    for (j in 0 until 2) {
                        mean.get(if (rowFirst) i else j, if (rowFirst) j else i) shouldBe
                            (values[j][i] / 2 plusOrMinus 1e-12)
                    }
                }
                val embedding = fit.embed(fit.data())
                embedding.columns() shouldContainExactly listOf("f[0]", "f[1]")
                embedding.rows().map { it.toList() } shouldBe
                    List(3) { i -> List(2) { mean.get(if (rowFirst) i else it, if (rowFirst) it else i) } }
            }
        }

        test("matrices have the covariance of all their entries") {
            val matrices = model("matrices") {
                val row = plate("row")
                val f by row.latent(normal(zeros(2, 2), ones(2, 2)))
                row.observed("x", normal(f.sum(), 1.0))
            }
            val fit = ExactEm().fit(matrices, Data.of(matrices["x"], doubleArrayOf(5.0, 0.0)))
            val posterior = fit.posterior("f", fit.data())
            posterior.mean().dims() shouldContainExactly listOf(2, 2, 2)
            posterior.covariance().dims() shouldContainExactly listOf(2, 4, 4)
            // The precision is I + 1 1ᵀ, its inverse I − 1 1ᵀ / 5.
            posterior.mean().row(0).forEach { it shouldBe (1.0 plusOrMinus 1e-12) }
            posterior.variance().row(1).forEach { it shouldBe (0.8 plusOrMinus 1e-12) }
            posterior.covariance().get(0, 1, 2) shouldBe (-0.2 plusOrMinus 1e-12)
        }

        test("a representation holds means of continuous and probabilities of discrete latent variables, a row each") {
            val both = model("both") {
                val row = plate("row")
                val z by row.latent(bernoulli(0.5))
                val f by row.latent(normal(zeros(2), ones(2)))
                row.observed("count", bernoulli(logits = 2.0 * z + (-1.0)))
                row.observed("x", normal(f, ones(2)))
            }
            val data = Data.of(
                both["count"],
                doubleArrayOf(1.0, 0.0),
            ).and(both["x"], arrayOf(doubleArrayOf(2.0, -4.0), doubleArrayOf(0.0, 6.0)))
            val embedding = ExactEm().fit(both, data).embed(data)
            embedding.columns() shouldContainExactly listOf("z=0", "z=1", "f[0]", "f[1]")
            embedding.values().axes() shouldContainExactly listOf("row")
            val odds = exp(1.0)
            val expected = listOf(listOf(1 / (1 + odds), odds / (1 + odds), 1.0, -2.0), listOf(odds / (1 + odds), 1 / (1 + odds), 0.0, 3.0))
            embedding.rows().forEachIndexed { i, row ->
                row.forEachIndexed { j, value -> value shouldBe (expected[i][j] plusOrMinus 1e-12) }
            }
        }

        test("latent variables of different plates have representations of their own") {
            val nested = model("nested") {
                val school = plate("school")
                val pupil = plate("pupil")
                val of by pupil.given(org.platen.dsl.kotlin.index(school))
                val u by school.latent(normal(0.0, 1.0))
                val v by pupil.latent(normal(0.0, 1.0))
                pupil.observed("y", normal(v, 1.0))
                school.observed("s", normal(u, 1.0))
                pupil.observed("t", normal(u[of], 1.0))
            }
            val data = Data.of(nested["y"], doubleArrayOf(1.0, 2.0, 3.0)).and(nested["s"], doubleArrayOf(1.0, 2.0))
                .and(nested["t"], doubleArrayOf(1.0, 1.0, 1.0)).and(nested["of"], intArrayOf(0, 1, 1))
            val fit = ExactEm().fit(nested, data)
            shouldThrow<ModelException> { fit.embed(data) }.message!!.let {
                it shouldContain "u in [school], v in [pupil]"
                it shouldContain "embed(plate, data)"
            }
            val pupils = fit.embed(nested.plates().first { it.name() == "pupil" }, data).rows()
            listOf(0.5, 1.0, 1.5).forEachIndexed { i, expected -> pupils[i][0] shouldBe (expected plusOrMinus 1e-12) }
            // Precisions: 1 of the prior, 1 of the school's own, 1 of each pupil.
            val schools = fit.embed(nested.plates().first { it.name() == "school" }, data).rows().map { it[0] }
            schools[0] shouldBe (2.0 / 3 plusOrMinus 1e-12)
            schools[1] shouldBe (4.0 / 4 plusOrMinus 1e-12)
        }

        context("what has no such posterior says what it has instead") {
            val mixed = model("mixed") {
                val cluster = plate("cluster", 2)
                val row = plate("row")
                val mean by cluster.parameter(real())
                val z by row.latent(categorical(vector(0.5, 0.5)))
                val f by row.latent(normal(mean[z], 1.0))
                row.observed("x", normal(f, 1.0))
            }
            val fit = ExactEm().restarts(1).iterations(3).fit(mixed, Data.of(mixed["x"], doubleArrayOf(1.0, 2.0, 5.0)))
            for ((name, instead) in listOf(
                "mean" to "estimate(\"mean\")",
                "z" to "responsibilities(\"z\", …)",
                "x" to "no continuous latent variable",
            )) {
                test(name) {
                    val message = shouldThrow<ModelException> { fit.posterior(name, fit.data()) }.message!!
                    message shouldContain "'$name' has no posterior mean and covariance"
                    message shouldContain instead
                    message shouldContain "Integrated out were [f]"
                }
            }
            test("off a chain there is nothing to filter") {
                shouldThrow<ModelException> { fit.filteredPosterior("f", fit.data()) }.message!! shouldContain "'f' moves along no chain"
            }
        }

        context("an improper posterior names the variables") {
            val improper = model("improper") {
                val row = plate("row")
                val f by row.latent(flat())
                val g by row.latent(flat())
                row.observed("x", normal(f + g, 1.0))
            }
            test("when it is fitted") {
                val message = shouldThrow<ModelException> {
                    ExactEm().fit(improper, Data.of(improper["x"], doubleArrayOf(1.0, 2.0)))
                }.message!!
                message shouldContain "the posterior of [f, g] is improper"
                message shouldContain "proper prior"
            }
            test("when it is asked for at other data") {
                val flat = model("flat") {
                    val row = plate("row")
                    val f by row.latent(flat())
                    row.observed("x", normal(f, 1.0))
                }
                val fit = ExactEm().fit(flat, Data.of(flat["x"], doubleArrayOf(1.0, 2.0)))
                fit.posterior("f", fit.data()).mean().values().toList() shouldBe listOf(1.0, 2.0)
                val message = shouldThrow<ModelException> {
                    fit.posterior("f", Data.of(flat["x"], doubleArrayOf(Double.NaN, 2.0)))
                }.message!!
                message shouldContain "the posterior of 'f' is improper"
            }
        }
    })
