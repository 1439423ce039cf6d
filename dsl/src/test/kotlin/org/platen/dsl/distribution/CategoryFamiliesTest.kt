package org.platen.dsl.distribution

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import org.apache.commons.rng.simple.RandomSource
import org.apache.commons.statistics.distribution.BinomialDistribution
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.categoricalEntries
import org.platen.dsl.distribution.Distributions.categoricalLogits
import org.platen.dsl.distribution.Distributions.multinomial
import org.platen.dsl.distribution.Distributions.multinomialLogits
import org.platen.dsl.distribution.Distributions.oneHotCategorical
import org.platen.dsl.distribution.Distributions.oneHotCategoricalLogits
import org.platen.dsl.evaluateScalar
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException

private const val IMPOSSIBLE = Double.NEGATIVE_INFINITY

private val probabilities = constant(0.1, 0.2, 0.0, 0.7)
private val logits = constant(ln(0.1) + 3, ln(0.2) + 3, IMPOSSIBLE, ln(0.7) + 3)

private fun oneHot(size: Int) = (0 until size).map { k -> DoubleArray(size) { if (it == k) 1.0 else 0.0 } }

/** All vectors of [size] counts that sum to [total]. */
private fun compositions(total: Int, size: Int): List<DoubleArray> = if (size == 1) {
    listOf(doubleArrayOf(total.toDouble()))
} else {
    (0..total).flatMap { first -> compositions(total - first, size - 1).map { doubleArrayOf(first.toDouble()) + it } }
}

/** The chain of conditional binomials, by Commons Statistics. */
private fun multinomialLogMass(x: List<Int>, p: List<Double>): Double {
    var logMass = 0.0
    for (k in 0 until x.size - 1) {
        logMass += BinomialDistribution.of(x.drop(k).sum(), p[k] / p.drop(k).sum()).logProbability(x[k])
    }
    return logMass
}

class CategoryFamiliesTest :
    FunSpec({

        val categoricals = mapOf("probabilities" to categorical(probabilities), "logits" to categoricalLogits(logits))
        val oneHots = mapOf("probabilities" to oneHotCategorical(probabilities), "logits" to oneHotCategoricalLogits(logits))
        val multinomials = mapOf("probabilities" to multinomial(3, probabilities), "logits" to multinomialLogits(constant(3.0), logits))

        for (form in listOf("probabilities", "logits")) {
            val categorical = categoricals.getValue(form)
            val oneHot = oneHots.getValue(form)
            val multinomial = multinomials.getValue(form)

            test("the log masses of categories are the logs of their probabilities, given by $form") {
                for ((k, p) in listOf(0.1, 0.2, 0.0, 0.7).withIndex()) {
                    val expected = if (p == 0.0) IMPOSSIBLE else ln(p)
                    if (p == 0.0) {
                        categorical.logDensityAt(k.toDouble()) shouldBe expected
                        oneHot.logDensityAt(*oneHot(4)[k]) shouldBe expected
                    } else {
                        categorical.logDensityAt(k.toDouble()) shouldBe (expected plusOrMinus 1e-14)
                        oneHot.logDensityAt(*oneHot(4)[k]) shouldBe (expected plusOrMinus 1e-14)
                    }
                }
            }

            test("total mass is one and moments are those of the mass, given by $form") {
                categorical.shouldBeAMassOver(counts(3))
                oneHot.shouldBeAMassOver(oneHot(4))
                multinomial.shouldBeAMassOver(compositions(3, 4))
            }

            test("draws follow the mass, given by $form") {
                categorical.drawsShouldFollowMassOver(counts(3))
                oneHot.drawsShouldFollowMassOver(oneHot(4))
                multinomial.drawsShouldFollowMassOver(compositions(3, 4))
            }

            test("vectors that are not one-hot, or not counts of the trials, are impossible, given by $form") {
                val nan = Double.NaN
                for (x in listOf(
                    listOf(0.0, 0.0, 0.0, 0.0),
                    listOf(1.0, 1.0, 0.0, 0.0),
                    listOf(0.5, 0.5, 0.0, 0.0),
                    listOf(2.0, 0.0, 0.0, -1.0),
                    listOf(1.0, 1.0, 0.0, -1.0),
                    listOf(1.0, nan, 0.0, 0.0),
                )) {
                    withClue(x) { oneHot.logDensityAt(*x.toDoubleArray()) shouldBe IMPOSSIBLE }
                }
                for (x in listOf(
                    listOf(1.0, 1.0, 0.0, 0.0),
                    listOf(2.0, 1.0, 0.0, 1.0),
                    listOf(1.5, 1.5, 0.0, 0.0),
                    listOf(4.0, 0.0, 0.0, -1.0),
                    listOf(1.0, 0.0, 1.0, 1.0),
                    listOf(nan, 3.0, 0.0, 0.0),
                )) {
                    withClue(x) { multinomial.logDensityAt(*x.toDoubleArray()) shouldBe IMPOSSIBLE }
                }
            }
        }

        test("categories are exact at extreme logits") {
            val extreme = categoricalLogits(constant(800.0, -800.0, 0.0))
            extreme.logDensityAt(0.0) shouldBe 0.0
            extreme.logDensityAt(1.0) shouldBe -1600.0
            extreme.logDensityAt(2.0) shouldBe -800.0
            oneHotCategoricalLogits(constant(800.0, -800.0, 0.0)).logDensityAt(0.0, 1.0, 0.0) shouldBe -1600.0
            multinomialLogits(constant(2.0), constant(800.0, -800.0, 0.0)).logDensityAt(0.0, 1.0, 1.0) shouldBe
                (ln(2.0) - 2400.0 plusOrMinus 1e-12)
        }

        test("a multinomial is the chain of its conditional binomials") {
            val p = listOf(0.05, 0.25, 0.3, 0.4)
            for (x in listOf(listOf(1, 2, 3, 4), listOf(0, 0, 0, 7), listOf(100, 0, 30, 5), listOf(5000, 25000, 30000, 40000))) {
                val expected = multinomialLogMass(x, p)
                multinomial(x.sum(), constant(*p.toDoubleArray())).logDensityAt(*x.map { it.toDouble() }.toDoubleArray()) shouldBe
                    (expected plusOrMinus 1e-12 * abs(expected) + 1e-15 * x.sum() * ln(x.sum() + 2.0))
            }
        }

        test("draws of many trials have the moments") {
            multinomial(100_000, constant(0.2, 0.5, 0.3)).drawsShouldHaveTheMoments(5000)
        }

        test("the exponential-family form equals the log mass") {
            checkAll(100, Arb.int(0, 2), Arb.numericDouble(-5.0, 5.0), Arb.numericDouble(-5.0, 5.0)) { k, a, b ->
                val logits = constant(a, b, 1.0)
                val total = exp(a) + exp(b) + exp(1.0)
                val probabilities = constant(exp(a) / total, exp(b) / total, exp(1.0) / total)
                val hot = oneHot(3)[k]
                val values: List<Pair<ExponentialFamily, DoubleArray>> = listOf(
                    categorical(probabilities) to doubleArrayOf(k.toDouble()),
                    categoricalLogits(logits) to doubleArrayOf(k.toDouble()),
                    oneHotCategorical(probabilities) to hot,
                    oneHotCategoricalLogits(logits) to hot,
                    multinomial(4, probabilities) to DoubleArray(3) { hot[it] + 1 },
                    multinomialLogits(constant(4.0), logits) to DoubleArray(3) { hot[it] + 1 },
                )
                for ((family, x) in values) {
                    family.exponentialFormAt(*x) shouldBe (family.logDensityAt(*x) plusOrMinus 1e-11)
                }
            }
        }

        test("a constant that is no category is refused") {
            for (value in listOf(4.0, -1.0, 0.5, Double.NaN)) {
                shouldThrow<ModelException> { categorical(probabilities).logDensity(constant(value)) }.message shouldContain
                    "Categorical: a value must be a category from 0 to 3"
            }
            evaluateScalar(categorical(probabilities).logDensity(constant(3.0))) shouldBe (ln(0.7) plusOrMinus 1e-15)
        }

        test("a variable cannot be held at a value outside its support") {
            val model = Model.declare("draw") { it.latent("z", categorical(probabilities)) }
            shouldThrow<ModelException> { model.condition("z", 4.0) }.message shouldContain
                "cannot condition on 'z' at 4: Categorical takes whole numbers from 0 to 3"
            shouldThrow<ModelException> { model.intervene("z", 0.5) }.message shouldContain "cannot intervene on 'z' at 0.5"
            model.condition("z", 3.0).latents() shouldBe emptyList()
        }

        refuses(
            "Categorical: probabilities must sum to one, found [0.5, 0.6] with sum 1.1" to {
                categorical(constant(0.5, 0.6))
            },
            "Categorical: probabilities must lie between 0.0 and 1.0, found [1.5, -0.5]" to {
                categorical(constant(1.5, -0.5))
            },
            "Categorical: probabilities must be a vector, found 0.5 with event shape scalar" to {
                categorical(constant(0.5))
            },
            "OneHotCategorical: logits must be a vector" to {
                oneHotCategoricalLogits(constant(0.5))
            },
            "Multinomial: trials must be a single number, found [1, 2]" to {
                multinomial(constant(1.0, 2.0), probabilities)
            },
            "Multinomial: trials must be a whole number, found 1.5" to {
                multinomial(constant(1.5), probabilities)
            },
            "Multinomial: probabilities must sum to one" to {
                multinomial(3, constant(0.5, 0.6))
            },
        )

        test("independent categories have the masses of each, and draws of each") {
            val rows = arrayOf(doubleArrayOf(0.3, -1.0, 2.0), doubleArrayOf(0.0, 0.0, IMPOSSIBLE))
            val pair = categoricalEntries(constant(rows))
            var total = 0.0
            for (a in 0..2) {
                for (b in 0..2) {
                    val mass = evaluateScalar(pair.logDensity(constant(a.toDouble(), b.toDouble())))
                    val parts = evaluateScalar(categoricalLogits(constant(*rows[0])).logDensity(constant(a.toDouble()))) +
                        evaluateScalar(categoricalLogits(constant(*rows[1])).logDensity(constant(b.toDouble())))
                    if (parts == IMPOSSIBLE) mass shouldBe parts else mass shouldBe (parts plusOrMinus 1e-12)
                    total += exp(mass)
                }
            }
            total shouldBe (1.0 plusOrMinus 1e-12)
            evaluateScalar(pair.logDensity(constant(0.5, 1.0))) shouldBe IMPOSSIBLE

            val random = RandomSource.XO_RO_SHI_RO_128_PP.create(3L)
            val draws = List(20_000) { pair.draw(random, listOf(doubleArrayOf(0.3, -1.0, 2.0, 0.0, 0.0, IMPOSSIBLE))) }
            val normaliser = exp(0.3) + exp(-1.0) + exp(2.0)
            draws.count { it[0] == 2.0 } / 20_000.0 shouldBe (exp(2.0) / normaliser plusOrMinus 0.02)
            draws.count { it[1] == 1.0 } / 20_000.0 shouldBe (0.5 plusOrMinus 0.02)
            draws.none { it[1] == 2.0 } shouldBe true
        }
    })
