package org.platen.inference.vi.conjugate

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.ones
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.model.RandomVariable
import org.platen.inference.data.Data
import org.platen.inference.op.Special.digamma
import org.platen.inference.vi.rule.parameters
import org.platen.inference.vi.rule.posterior
import org.platen.inference.vi.rule.shouldBeCloseTo

private val tight = ConjugateOptions.DEFAULT.withTolerance(1e-15).withRestarts(2)

private fun ConjugateRun.of(model: Model, name: String) = factor(model[name] as RandomVariable)

private fun ConjugateRun.shouldNeverFall() {
    trace().zipWithNext { a, b -> b shouldBeGreaterThanOrEqual a - 1e-9 * (1 + abs(a)) }
}

private fun logs(concentration: DoubleArray) = concentration.map { digamma(it) - digamma(concentration.sum()) }

private fun List<Double>.shouldBeNearly(expected: List<Double>) {
    withClue("$this, expected $expected") { zip(expected) { a, b -> a shouldBe (b plusOrMinus 1e-5 * (1 + abs(b))) } }
}

/** At the solution every factor solves its own equation, written here from the papers. */
class FixedPointTest :
    FunSpec({

        test("regression with a precision for each weight: Bishop (2006), equations 10.95 to 10.99, and a Gamma noise precision") {
            val model =
                Model.declare("relevance") { m ->
                    val row = m.plate("row")
                    val alpha = m.latent("alpha", gamma(ones(2), constant(0.5)))
                    val w = m.latent("w", normal(zeros(2), alpha.power(-0.5)))
                    val tau = m.latent("tau", gamma(2.0, 3.0))
                    m.observed("y", row, normal(w.dot(m.given("x", row, Covariate.real(2))), tau.power(-0.5)))
                }
            val x = arrayOf(doubleArrayOf(1.0, 0.5), doubleArrayOf(1.0, -1.0), doubleArrayOf(1.0, 2.0), doubleArrayOf(1.0, 0.0))
            val y = listOf(1.0, -2.5, 4.4, 0.3)
            val run = posterior(model, Data.of(model["x"], x).and(model["y"], y), tight)
            run.shouldNeverFall()
            val (m0, m1, c00, c01, c10, c11) = run.parameters(model, "w").let { Six(it) }
            val alpha = run.of(model, "alpha")
            val (shape, rate) = run.parameters(model, "tau")
            val precision = shape / rate
            val p00 = alpha.mean()[0] + precision * x.sumOf { it[0] * it[0] }
            val p01 = precision * x.sumOf { it[0] * it[1] }
            val p11 = alpha.mean()[1] + precision * x.sumOf { it[1] * it[1] }
            val determinant = p00 * p11 - p01 * p01
            listOf(c00, c01, c10, c11).shouldBeNearly(listOf(p11, -p01, -p01, p00).map { it / determinant })
            val s0 = precision * x.indices.sumOf { x[it][0] * y[it] }
            val s1 = precision * x.indices.sumOf { x[it][1] * y[it] }
            listOf(m0, m1).shouldBeNearly(listOf((p11 * s0 - p01 * s1) / determinant, (p00 * s1 - p01 * s0) / determinant))
            alpha.parameters()[0].toList().shouldBeNearly(listOf(1.5, 0.5 + 0.5 * (m0 * m0 + c00)))
            alpha.parameters()[1].toList().shouldBeNearly(listOf(1.5, 0.5 + 0.5 * (m1 * m1 + c11)))
            shape shouldBe (2 + 0.5 * y.size plusOrMinus 1e-12)
            val residuals =
                x.indices.sumOf {
                    val (a, b) = x[it]
                    val r = y[it] - m0 * a - m1 * b
                    r * r + a * a * c00 + 2 * a * b * c01 + b * b * c11
                }
            rate shouldBe (3 + 0.5 * residuals plusOrMinus 1e-5)
        }

        test("a hidden Markov model with Dirichlet rows: the sum over all sequences under expected logs (MacKay 1997)") {
            val model =
                Model.declare("hidden-markov") { m ->
                    val state = m.plate("state", 2)
                    val start = m.latent("start", dirichlet(state, 1.0))
                    val move = m.latent("move", state, dirichlet(state, 2.0))
                    val rate = m.latent("rate", state, gamma(2.0, 0.5))
                    val time = m.chain("time")
                    val s = m.markov("s", time, categorical(start)) { previous -> categorical(move.at(previous)) }
                    m.observed("x", time, poisson(rate.at(s)))
                }
            val x = listOf(1, 0, 6, 5, 7, 2)
            val run = posterior(model, Data.of(model["x"], x), tight)
            run.shouldNeverFall()
            val start = run.of(model, "start").parameters()[0]
            val move = run.of(model, "move").parameters()
            val rate = run.of(model, "rate").parameters()
            val rateLogs = rate.map { digamma(it[0]) - ln(it[1]) }
            val startCounts = DoubleArray(2)
            val moveCounts = Array(2) { DoubleArray(2) }
            val events = DoubleArray(2)
            val visits = DoubleArray(2)
            var evidence = 0.0
            for (sequence in 0 until (1 shl x.size)) {
                val s = x.indices.map { (sequence shr it) and 1 }
                var log = logs(start)[s[0]]
                for (t in 1 until x.size) log += logs(move[s[t - 1]])[s[t]]
                for (t in x.indices) log += x[t] * rateLogs[s[t]] - rate[s[t]][0] / rate[s[t]][1] - (1..x[t]).sumOf { ln(it.toDouble()) }
                val weight = exp(log)
                evidence += weight
                startCounts[s[0]] += weight
                for (t in 1 until x.size) moveCounts[s[t - 1]][s[t]] += weight
                for (t in x.indices) {
                    events[s[t]] += weight * x[t]
                    visits[s[t]] += weight
                }
            }
            start.toList().shouldBeNearly(startCounts.map { 1 + it / evidence })
            move.forEachIndexed { k, row -> row.toList().shouldBeNearly(moveCounts[k].map { 2 + it / evidence }) }
            rate.forEachIndexed { k, own -> own.toList().shouldBeNearly(listOf(2 + events[k] / evidence, 0.5 + visits[k] / evidence)) }
        }

        test("topics of words in documents: Blei, Ng and Jordan (2003), equations 6 to 8, with smoothed topics") {
            val model =
                Model.declare("topics") { m ->
                    val topic = m.plate("topic", 2)
                    val document = m.plate("document", 3)
                    val word = m.plate("word")
                    val theta = m.latent("theta", document, dirichlet(topic, 0.5))
                    val phi = m.latent("phi", topic, dirichlet(4, 0.1))
                    val z = m.latent("z", word, categorical(theta.at(m.given("of", word, Covariate.index(document)))))
                    m.observed("w", word, categorical(phi.at(z)))
                }
            val of = intArrayOf(0, 0, 0, 1, 1, 1, 2, 2, 2, 2)
            val words = intArrayOf(0, 1, 0, 2, 3, 3, 0, 1, 2, 2)
            val run = posterior(model, Data.of(model["of"], of).and(model["w"], words), tight)
            run.shouldNeverFall()
            val theta = run.of(model, "theta").parameters()
            val phi = run.of(model, "phi").parameters()
            val ofDocument = Array(3) { DoubleArray(2) { 0.5 } }
            val ofTopic = Array(2) { DoubleArray(4) { 0.1 } }
            for (n in of.indices) {
                val weights = (0..1).map { exp(logs(theta[of[n]])[it] + logs(phi[it])[words[n]]) }
                for (k in 0..1) {
                    ofDocument[of[n]][k] += weights[k] / weights.sum()
                    ofTopic[k][words[n]] += weights[k] / weights.sum()
                }
            }
            theta.forEachIndexed { d, own -> own.toList().shouldBeNearly(ofDocument[d].toList()) }
            phi.forEachIndexed { k, own -> own.toList().shouldBeNearly(ofTopic[k].toList()) }
        }

        test(
            "Normals nested three deep, with a precision at each level: every bound is above the last, and the mean of means is the grand mean",
        ) {
            val model =
                Model.declare("nested") { m ->
                    val school = m.plate("school", 2)
                    val pupil = m.plate("class", 3)
                    val grand = m.latent("grand", normal(0.0, 1000.0))
                    val between = m.latent("between", gamma(1.0, 1.0))
                    val mean = m.latent("mean", school, normal(grand, between.power(-0.5)))
                    val within = m.latent("within", gamma(1.0, 1.0))
                    val effect = m.latent("effect", school.times(pupil), normal(mean, within.power(-0.5)))
                    m.observed("x", school.times(pupil), normal(effect, constant(1.0)))
                }
            val x = arrayOf(doubleArrayOf(1.0, 2.0, 3.0), doubleArrayOf(5.0, 7.0, 6.0))
            val run = posterior(model, Data.of(model["x"], x.flatMap { it.toList() }), tight)
            run.shouldNeverFall()
            run.of(model, "grand").mean()[0] shouldBe (4.0 plusOrMinus 1e-3)
            run.of(model, "mean").mean().average() shouldBe (4.0 plusOrMinus 1e-3)
        }

        test("missing entries say nothing: those of rows, and single ones of independent columns") {
            val model =
                Model.declare("missing") { m ->
                    val mean = m.latent("mean", normal(zeros(2), ones(2)))
                    m.observed("x", m.plate("row"), normal(mean, ones(2)))
                }
            val rows = arrayOf(doubleArrayOf(1.0, Double.NaN), doubleArrayOf(Double.NaN, Double.NaN), doubleArrayOf(3.0, 6.0))
            posterior(model, Data.of(model["x"], rows), tight)
                .parameters(model, "mean") shouldBeCloseTo listOf(4.0 / 3, 3.0, 1.0 / 3, 0.0, 0.0, 0.5)
        }
    })

/** The six parameters of a Normal pair. */
private data class Six(
    val a: Double,
    val b: Double,
    val c: Double,
    val d: Double,
    val e: Double,
    val f: Double,
) {
    constructor(all: List<Double>) : this(all[0], all[1], all[2], all[3], all[4], all[5])
}
