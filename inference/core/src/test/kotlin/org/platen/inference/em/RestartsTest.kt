package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

class RestartsTest :
    FunSpec({

        test("restarts escape local optima") {
            val model = tiedMixture(5, 4)
            val gains = (1L..4L).map { seed ->
                val one = ExactEm().restarts(1).seed(seed).fit(model, iris).logLikelihood()
                ExactEm().restarts(8).seed(seed).fit(model, iris).logLikelihood() - one
            }
            withClue("gains of eight starts over the first of them: $gains") {
                gains.min() shouldBeGreaterThanOrEqual 0.0
                gains.max() shouldBeGreaterThan 1.0
            }
        }

        test("a fit is the best of its starts") {
            val fit = ExactEm().restarts(12).fit(fullMixture(3, 4), iris)
            fit.starts() shouldHaveSize 12
            val objectives = fit.starts().filterNot { "collapsed" in it }.map { it.substringAfterLast("objective ").toDouble() }
            fit.trace().last() shouldBe (objectives.max() plusOrMinus 1e-5)
        }

        test("components that collapse are named in the starts and never chosen, and nothing is NaN") {
            val fit = ExactEm().restarts(10).fit(fullMixture(6, 4), iris)
            withClue(fit.starts()) {
                fit.starts().any { "'covariance'" in it && "collapsed" in it } shouldBe true
                fit.starts().forEach { it shouldNotContain "NaN" }
            }
            fit.estimate("covariance").values().all { it.isFinite() } shouldBe true
            fit.summary() shouldContain "abandoned"
            fit.logLikelihood() shouldBeGreaterThan -3000.0
        }

        test("when all starts collapse the error says why and what to do") {
            val x = Array(6) { doubleArrayOf(if (it < 3) 0.0 else 1.0) }
            val error = shouldThrow<ModelException> { ExactEm().restarts(3).fit(independentMixture(2, 1), x) }.message!!
            for (part in listOf("'mixture'", "3 tried", "'scale'", "collapsed", "prior", "restarts")) {
                error shouldContain part
            }
        }

        test("a column without spread is refused by its name") {
            val model = independentMixture(2, 2)
            val x = Array(20) { doubleArrayOf(it.toDouble(), 7.0) }
            val error = shouldThrow<ModelException> { ExactEm().fit(model, x) }.message!!
            for (part in listOf("'x'", "column 2", "7", "'scale'")) {
                error shouldContain part
            }
            ExactEm().suits(model, Data.of(model["x"], x)).suits() shouldBe false
        }
    })
