package org.platen.inference.choice

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.inference.data.Data
import org.platen.inference.data.declare
import org.platen.inference.data.refused
import org.platen.inference.em.ExactEm
import org.platen.inference.em.earthquakes
import org.platen.inference.em.faithful
import org.platen.inference.em.fullMixture
import org.platen.inference.em.poissonChain
import org.platen.inference.em.rows

private fun logNormal(x: Double, mean: Double, scale: Double) =
    -0.5 * ln(2 * Math.PI) - ln(scale) - 0.5 * ((x - mean) / scale).let { it * it }

private val gauss: Model = declare("normal") { m ->
    m.observed("x", m.plate("row"), normal(m.parameter("mean", real()), m.parameter("scale", positive())))
}

class CrossValidationTest :
    FunSpec({

        val waiting = faithful.map { it[1] }

        test("folds part the rows, differ by one row at most, and repeat by their seed") {
            val folds = CrossValidation().folds(10).deal(272)
            folds.flatMap { it.toList() }.sorted() shouldBe (0 until 272).toList()
            folds.map { it.size }.toSet() shouldBe setOf(27, 28)
            CrossValidation().folds(10).deal(272).map { it.toList() } shouldBe folds.map { it.toList() }
            (CrossValidation().folds(10).seed(2).deal(272).map { it.toList() } == folds.map { it.toList() }) shouldBe false
        }

        test("a Normal: mean and spread of the other folds, written as a loop") {
            val validation = CrossValidation().folds(7).seed(5)
            val expected = DoubleArray(waiting.size)
            for (fold in validation.deal(waiting.size)) {
                val others = waiting.filterIndexed { i, _ -> i !in fold }
                val mean = others.average()
                val scale = sqrt(others.map { (it - mean) * (it - mean) }.average())
                for (i in fold) expected[i] = logNormal(waiting[i], mean, scale)
            }
            val found = validation.of(gauss, Data.of(gauss["x"], waiting), ExactEm())
            found.logDensities().zip(expected.toList()) { a, b -> a shouldBe (b plusOrMinus 1e-9) }
            found.mean() shouldBe (expected.average() plusOrMinus 1e-9)
            val deviation = sqrt(expected.map { (it - expected.average()).let { d -> d * d } }.sum() / 271)
            found.standardError() shouldBe (deviation / sqrt(272.0) plusOrMinus 1e-9)
        }

        test("leaving out one Poisson count at a time: the mean of the others") {
            val counts = listOf(3, 0, 2, 5, 1)
            val model = declare("poisson") { m -> m.observed("n", m.plate("row"), poisson(m.parameter("rate", positive()))) }
            val found = CrossValidation().folds(5).of(model, Data.of(model["n"], counts), ExactEm())
            val factorial = listOf(6.0, 1.0, 2.0, 120.0, 1.0)
            counts.forEachIndexed { i, n ->
                val rate = (counts.sum() - n) / 4.0
                found.logDensities()[i] shouldBe (n * ln(rate) - rate - ln(factorial[i]) plusOrMinus 1e-9)
            }
        }

        test("a mixture: fits and densities of the folds by hand, the same with any number of threads") {
            val model = fullMixture(2, 2)
            val validation = CrossValidation().folds(4)
            val found = validation.of(model, model.rows(faithful), ExactEm().restarts(2))
            for (fold in validation.deal(272)) {
                val others = faithful.filterIndexed { i, _ -> i !in fold }.toTypedArray()
                val fit = ExactEm().restarts(2).fit(model, model.rows(others))
                val expected = fit.logDensity(model.rows(fold.map { faithful[it] }.toTypedArray()))
                fold.forEachIndexed { i, row -> found.logDensities()[row] shouldBe (expected[i] plusOrMinus 1e-12) }
            }
            validation.of(model, model.rows(faithful), ExactEm().restarts(2).threads(1)) shouldBe found
        }

        test("crossed plates: whole elements of one are held out, with all of the other") {
            val random = Random(5)
            val (students, items) = 7 to 11
            val scores = Array(students) { DoubleArray(items) { j -> j + random.nextGaussian() } }
            val model = declare("scores") { m ->
                val item = m.plate("item")
                val level = m.parameter("level", item, real())
                m.observed("x", m.plate("student").times(item), normal(level, 1.0))
            }
            val validation = CrossValidation().folds(3).over("student")
            val found = validation.of(model, Data.of(model["x"], scores), ExactEm())
            for (fold in validation.deal(students)) {
                val others = (0 until students) - fold.toSet()
                for (i in fold) {
                    found.logDensities()[i] shouldBe
                        (
                            (0 until items).sumOf { j -> logNormal(scores[i][j], others.map { scores[it][j] }.average(), 1.0) } plusOrMinus
                                1e-9
                            )
                }
            }
            refused("'level'", "item") { CrossValidation().folds(3).over("item").of(model, Data.of(model["x"], scores), ExactEm()) }
            refused("student", "item", "over(") { CrossValidation().of(model, Data.of(model["x"], scores), ExactEm()) }
        }

        test("groups with what belongs to them: their discrete variable is summed out over all of it") {
            val random = Random(8)
            val groups = 12
            val of = IntArray(60) { it % groups }
            val x = DoubleArray(60) { (if (of[it] % 3 == 0) 4.0 else -4.0) + random.nextGaussian() }
            val model = declare("groups") { m ->
                val kind = m.plate("kind", 2)
                val group = m.plate("group")
                val row = m.plate("row")
                val weights = m.parameter("weights", simplex(kind))
                val mean = m.parameter("mean", kind, real())
                val z = m.latent("z", group, categorical(weights))
                val own = m.given("of", row, Covariate.index(group))
                m.observed("x", row, normal(mean.at(z.at(own)), 1.0))
            }
            val data = Data.of(model["x"], x).and(model["of"], of)
            val validation = CrossValidation().folds(3).over("group")
            val found = validation.of(model, data, ExactEm().restarts(3))
            for (fold in validation.deal(groups)) {
                val train = (0 until groups).filter { it !in fold }
                val fit = ExactEm().restarts(3).fit(model, data.rows(model.plates().single { it.name() == "group" }, *train.toIntArray()))
                for (g in fold) {
                    val terms = (0..1).map { k ->
                        ln(fit.estimate("weights").get(k)) +
                            x.indices.filter { of[it] == g }.sumOf { logNormal(x[it], fit.estimate("mean").get(k), 1.0) }
                    }
                    val expected = terms.max() + ln(terms.sumOf { exp(it - terms.max()) })
                    found.logDensities()[g] shouldBe (expected plusOrMinus 1e-8)
                }
            }
        }

        test("chains in a plate: whole series are held out") {
            val series = Array(6) { i -> DoubleArray(17) { j -> earthquakes[17 * i + j] } }
            val model = model("series") {
                val state = plate("state", 2)
                val initial by parameter(simplex(state))
                val transition by state.parameter(simplex(state))
                val rate by state.parameter(positive())
                val time = plate("series").chain("time")
                val s by time.markov(initial = categorical(initial)) { previous -> categorical(transition[previous]) }
                time.observed("count", poisson(rate[s]))
            }
            val data = Data.of(model["count"], series)
            val validation = CrossValidation().folds(3)
            val found = validation.of(model, data, ExactEm().restarts(3))
            for (fold in validation.deal(6)) {
                val fit = ExactEm().restarts(3).fit(
                    model,
                    Data.of(
                        model["count"],
                        series.filterIndexed { i, _ ->
                            i !in fold
                        }.toTypedArray(),
                    ),
                )
                val (rate, transition) = fit.estimate("rate") to fit.estimate("transition")
                fun density(state: Int, count: Double) =
                    exp(count * ln(rate.get(state)) - rate.get(state) - (1..count.toInt()).sumOf { ln(it.toDouble()) })
                for (i in fold) {
                    var forward = DoubleArray(2) { fit.estimate("initial").get(it) * density(it, series[i][0]) }
                    for (count in series[i].drop(1)) {
                        val before = forward
                        forward = DoubleArray(2) { to -> density(to, count) * (0..1).sumOf { before[it] * transition.get(it, to) } }
                    }
                    found.logDensities()[i] shouldBe (ln(forward.sum()) plusOrMinus 1e-8)
                }
            }
            val alone = poissonChain(2)
            refused("'earthquakes'", "no rows", "chain") {
                CrossValidation().folds(2).of(alone, Data.of(alone["count"], earthquakes), ExactEm())
            }
        }

        test("what cannot be held out is refused with its reason") {
            val data = Data.of(gauss["x"], waiting.take(5))
            refused("5 rows", "10 folds") { CrossValidation().of(gauss, data, ExactEm()) }
            refused("'line'", "[row]") { CrossValidation().over("line").of(gauss, data, ExactEm()) }
            refused("at least 2") { CrossValidation().folds(1) }
            val shared = declare("shared") { m ->
                val mean = m.parameter("mean", real())
                m.observed("prior study", normal(mean, 1.0))
                m.observed("x", m.plate("row"), normal(mean, 1.0))
            }
            refused("'prior study'", "'row'") {
                CrossValidation().folds(2).of(shared, Data.of(shared["x"], waiting).and(shared["prior study"], 70.0), ExactEm())
            }
            val each = declare("each") { m ->
                val row = m.plate("row")
                m.observed("x", row, normal(m.latent("level", row, normal(70.0, 5.0)), 1.0))
            }
            refused("'level'", "row") {
                CrossValidation().folds(2).of(each, Data.of(each["x"], waiting), ExactEm().maximise("level"))
            }
        }

        test("a fit that fails is named by its fold") {
            // Without its single 1, a fold of a category that never occurs has a probability of 0 for it; the Normal of one value has no spread.
            val two = Data.of(gauss["x"], doubleArrayOf(1.0, 2.0, 2.0))
            refused("fold", "of 3") { CrossValidation().folds(3).of(gauss, two, ExactEm()) }
        }
    })
