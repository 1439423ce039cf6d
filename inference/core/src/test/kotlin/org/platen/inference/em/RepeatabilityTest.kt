package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import java.util.Random
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.studentT
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.inference.data.Data

class RepeatabilityTest :
    FunSpec({

        val model = fullMixture(3, 4)

        test("equal seeds give equal results bit for bit, other seeds other starts") {
            val first = ExactEm().restarts(4).seed(3).fit(model, iris).bits()
            ExactEm().restarts(4).seed(3).fit(model, iris).bits() shouldBe first
            ExactEm().restarts(4).seed(4).fit(model, iris).bits() shouldNotBe first
        }

        test("any seed will do") {
            for (seed in listOf(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE)) {
                val fit = ExactEm().restarts(2).seed(seed).iterations(3).fit(model, iris)
                fit.starts().distinct().size shouldBe 2
            }
        }

        test("the starts of one fit differ from each other") {
            val starts = ExactEm().restarts(6).iterations(1).fit(model, iris).starts().map { it.substringAfter(": ") }
            (starts.distinct().size >= 4) shouldBe true
        }

        test("a fit with few rows is the same bit for bit on 1, 2 and 5 threads") {
            val alone = ExactEm().restarts(5).threads(1).fit(model, iris).bits()
            for (threads in listOf(2, 5)) {
                ExactEm().restarts(5).threads(threads).fit(model, iris).bits() shouldBe alone
            }
        }

        test("a fit with many rows is the same bit for bit on 1, 2 and 5 threads, also where its M-step is numerical") {
            val random = Random(12)
            val x = DoubleArray(30_000) { (if (random.nextBoolean()) 0.0 else 4.0) + random.nextGaussian() }
            for (numerical in listOf(false, true)) {
                val pair = mixture(2) { m, cluster ->
                    val mean = m.parameter("mean", cluster, real())
                    val scale = m.parameter("scale", cluster, positive());
                    { z -> if (numerical) studentT(5.0, mean.at(z), scale.at(z)) else normal(mean.at(z), scale.at(z)) }
                }
                val engine = ExactEm().restarts(1).iterations(if (numerical) 2 else 6)
                val alone = engine.threads(1).fit(pair, Data.of(pair["x"], x)).bits()
                for (threads in listOf(2, 5)) {
                    engine.threads(threads).fit(pair, Data.of(pair["x"], x)).bits() shouldBe alone
                }
            }
        }
    })
