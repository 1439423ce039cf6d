package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.beta
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.inference.data.Data

class SummaryTest :
    FunSpec({

        test("a summary says everything in aligned columns") {
            val model = Model.declare("coins") { m -> m.observed("heads", m.plate("toss"), bernoulli(m.latent("p", beta(2.0, 1.0)))) }
            val fit = ExactEm().fit(model, Data.of(model["heads"], doubleArrayOf(1.0, 0.0, 1.0, 1.0)))
            // p = (3 + 1) / (4 + 1); log-likelihood 3 log 0.8 + log 0.2; log prior log(2 · 0.8); AIC -2 L + 2; BIC -2 L + log 4.
            fit.summary() shouldBe """
                Exact EM fit of 'coins'
                  log-likelihood   -2.2789
                  log prior        0.4700
                  observations     4
                  data             4 rows, 2 distinct
                  free parameters  1
                  AIC              6.5577
                  BIC              5.9440
                  iterations       1
                  stopped          converged: the objective changed by 0.0e+00, at most 2.8e-10
                  starts           1
                  summed out       nothing
                  M-step of p      success probability

                Estimates
                  p  0.8000
            """.trimIndent() + "\n"
        }

        test("columns of numbers are aligned whatever their size") {
            val model = Model.declare("columns") { m ->
                m.observed("x", m.plate("row"), normal(m.parameter("mean", real(2)), m.parameter("scale", positive(2))))
            }
            val x = arrayOf(doubleArrayOf(10_000_001.25, -1e-9), doubleArrayOf(10_000_003.75, 3e-9))
            val lines = ExactEm().fit(model, Data.of(model["x"], x)).summary().lines()
            lines.filter { it.startsWith("  mean ") || it.startsWith("  scale ") } shouldBe listOf(
                "  mean   10000002.5000  1.0000e-09",
                "  scale         1.2500  2.0000e-09",
            )
        }

        test("a model in which nothing is unknown has a summary too") {
            val model = Model.declare("known") { m -> m.observed("x", m.plate("row"), normal(0.0, 1.0)) }
            val fit = ExactEm().fit(model, Data.of(model["x"], doubleArrayOf(0.0, 0.0)))
            fit.summary() shouldContain "log-likelihood"
            fit.freeParameters() shouldBe 0
        }

        test("a mixture says how many starts agree") {
            val summary = ExactEm().restarts(3).fit(fullMixture(2, 2), faithful).summary()
            summary shouldContain "3, 3 at the best optimum"
            summary shouldContain "summed out            z\n"
        }

        test("a parameter that nothing observed depends on is told of") {
            val model = Model.declare("line") { m ->
                m.parameter("season", positive())
                m.observed("x", m.plate("row"), normal(m.parameter("mean", real()), 1.0))
            }
            val fit = ExactEm().fit(model, Data.of(model["x"], doubleArrayOf(1.0, 3.0)))
            fit.summary() shouldContain "not estimated    season: nothing that is observed depends on it\n"
        }
    })
