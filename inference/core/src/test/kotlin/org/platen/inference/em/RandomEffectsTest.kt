package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.positiveDefinite
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.times
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

/** A random intercept and slope for each subject. */
private val growth = model("growth") {
    val subject = plate("subject")
    val row = plate("row")
    val days by row.given()
    val who by row.given(index(subject))
    val mean by parameter(real(2))
    val covariance by parameter(positiveDefinite(2))
    val sigma by parameter(positive())
    val u by subject.latent(multivariateNormal(mean, covariance))
    row.observed("y", normal(u[who][0] + u[who][1] * days, sigma))
}

class RandomEffectsTest :
    FunSpec({

        context("a random intercept and slope with subjects of different length and missing values") {
            val random = Random(4)
            val who = intArrayOf(0, 0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 3)
            val days = DoubleArray(who.size) { random.nextInt(6).toDouble() }
            val effects = List(4) { 10 + 2 * random.nextGaussian() to 1 + random.nextGaussian() }
            val y = DoubleArray(who.size) { effects[who[it]].let { (a, b) -> a + b * days[it] } + 0.3 * random.nextGaussian() }
            y[4] = Double.NaN
            val data = Data.of(growth["y"], y).and(growth["days"], days).and(growth["who"], who)
            val fit = ExactEm().tolerance(1e-13).iterations(3000).fit(growth, data)

            /** Effects of all subjects, then rows: jointly Normal. */
            val dense = run {
                val covariance = fit.estimate("covariance").matrix(0)
                val mean = fit.estimate("mean").values()
                val sigma = fit.estimate("sigma").value()
                fun loading(i: Int) = if (i <
                    8
                ) {
                    i / 2 to (if (i % 2 == 0) 1.0 to 0.0 else 0.0 to 1.0)
                } else {
                    who[i - 8] to (1.0 to days[i - 8])
                }
                DenseNormal(
                    DoubleArray(8 + who.size) { loading(it).second.let { (a, b) -> a * mean[0] + b * mean[1] } },
                    square(8 + who.size) { i, j ->
                        val (s, a) = loading(i)
                        val (t, b) = loading(j)
                        val own = a.first * (covariance[0][0] * b.first + covariance[0][1] * b.second) +
                            a.second * (covariance[1][0] * b.first + covariance[1][1] * b.second)
                        (if (s == t) own else 0.0) + if (i == j && i >= 8) sigma * sigma else 0.0
                    },
                )
            }
            val known = DoubleArray(8) { Double.NaN } + y

            test("the likelihood is that of all rows together") {
                fit.logLikelihood() shouldBe (dense.logDensity(known) plusOrMinus 1e-8)
            }

            test("effects have the posterior of the joint Normal, and missing values their conditional distribution") {
                val given = dense.given(known)
                val posterior = fit.posterior(growth["u"])
                for (i in 0 until 8) {
                    posterior.mean().values()[i] shouldBe (given.mean[i] plusOrMinus 1e-8)
                    posterior.variance().values()[i] shouldBe (given.covariance[i][i] plusOrMinus 1e-8)
                    posterior.covariance().get(i / 2, 0, 1) shouldBe (given.covariance[i / 2 * 2][i / 2 * 2 + 1] plusOrMinus 1e-8)
                }
                fit.impute().mean("y").get(4) shouldBe (given.mean[12] plusOrMinus 1e-8)
                fit.impute().variance("y").get(4) shouldBe (given.covariance[12][12] plusOrMinus 1e-8)
            }

            test("rows have no densities of their own") {
                shouldThrow<ModelException> { fit.logDensity(data) }.message!! shouldContain "they share [u], which is integrated out"
            }

            test("the trace never falls") { fit.trace().zipWithNext().all { (a, b) -> b >= a - 1e-9 } shouldBe true }
        }

        context("reaction times under sleep deprivation") {
            val table = SharedTable.of("lme4__sleepstudy.csv")
            test("reach the maximum likelihood that lme4 finds").config(enabledOrReasonIf = table.present) {
                val subjects = table.texts("Subject")
                val who = subjects.map { subjects.distinct().indexOf(it) }.toIntArray()
                val data = Data.of(growth["y"], table.column("Reaction")).and(growth["days"], table.column("Days")).and(growth["who"], who)
                val fit = ExactEm().tolerance(1e-13).fit(growth, data)
                // Bates et al. 2015, "Fitting linear mixed-effects models using lme4", refitted with REML = FALSE.
                fit.logLikelihood() shouldBe (-875.9697 plusOrMinus 1e-4)
                fit.estimate("mean").get(0) shouldBe (251.405 plusOrMinus 1e-3)
                fit.estimate("mean").get(1) shouldBe (10.467 plusOrMinus 1e-3)
            }
        }
    })
