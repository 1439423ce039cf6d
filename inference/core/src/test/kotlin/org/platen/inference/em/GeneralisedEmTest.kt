package org.platen.inference.em

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.ln1p
import kotlin.math.max
import kotlin.math.min
import kotlin.math.pow
import org.apache.commons.math3.optim.InitialGuess
import org.apache.commons.math3.optim.MaxEval
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer
import org.apache.commons.numbers.gamma.LogGamma
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.expr.Expr
import org.platen.dsl.kotlin.beta
import org.platen.dsl.kotlin.binomial
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.negativeBinomial
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.studentT
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space
import org.platen.inference.data.Data

private const val ROWS = 80

/**
 * A mixture of two components whose parameters have no closed form.
 *
 * @param spaces of the parameters of a component
 * @param family of an observation, from the component's parameters and the covariate
 * @param draw from a component at a value of the covariate
 * @param logDensity of an observation, from the component's parameters as unconstrained numbers, the observation and the covariate
 * @param truths unconstrained parameters of the components that draw the data
 */
private class Case(
    val name: String,
    val spaces: List<Space>,
    val family: (parameters: List<Expr>, t: Expr) -> Distribution,
    val draw: (random: Random, component: Int, t: Double) -> Double,
    val logDensity: (parameters: List<Double>, x: Double, t: Double) -> Double,
    vararg val truths: List<Double>,
)

private fun logBinomial(n: Double, k: Double) = LogGamma.value(n + 1) - LogGamma.value(k + 1) - LogGamma.value(n - k + 1)

private fun softplus(x: Double) = max(x, 0.0) + ln1p(exp(-abs(x)))

private fun count(random: Random, mean: Double): Double {
    var product = random.nextDouble()
    var k = 0
    while (product > exp(-mean)) {
        product *= random.nextDouble()
        k++
    }
    return k.toDouble()
}

private val line = listOf(real(), real())
private val twoPositive = listOf(positive(), positive())

private val cases = listOf(
    Case(
        "logistic regressions",
        line,
        { (a, b), t -> binomial(10, logits = a + b * t) },
        { random, z, t ->
            val odds = if (z == 0) -2 + 2 * t else 2 - t
            (1..10).count { random.nextDouble() < 1 / (1 + exp(-odds)) }.toDouble()
        },
        { (a, b), x, t -> logBinomial(10.0, x) + x * (a + b * t) - 10 * softplus(a + b * t) },
        listOf(-2.0, 2.0),
        listOf(2.0, -1.0),
    ),
    Case(
        "Poisson regressions",
        line,
        { (a, b), t -> poisson(exp(a + b * t)) },
        { random, z, t -> count(random, if (z == 0) exp(0.5 + t) else exp(3 - t)) },
        { (a, b), x, t -> x * (a + b * t) - exp(a + b * t) - LogGamma.value(x + 1) },
        listOf(0.5, 1.0),
        listOf(3.0, -1.0),
    ),
    Case(
        "Student t regressions",
        line + positive(),
        { (a, b, s), t -> studentT(4.0, a + b * t, s) },
        { random, z, t -> (if (z == 0) 3 * t else 10 - t) + 0.5 * random.nextGaussian() / (0.3 + random.nextDouble()) },
        { (a, b, logS), x, t ->
            LogGamma.value(2.5) - LogGamma.value(2.0) - 0.5 * ln(4 * Math.PI) - logS -
                2.5 * ln1p(((x - a - b * t) / exp(logS)).pow(2) / 4)
        },
        listOf(0.0, 3.0, -0.5),
        listOf(10.0, -1.0, -0.5),
    ),
    Case(
        "Gamma distributions",
        twoPositive,
        { (shape, rate), _ -> gamma(shape, rate) },
        { random, z, _ -> (1..(if (z == 0) 3 else 8)).sumOf { -ln(random.nextDouble()) } / (if (z == 0) 3 else 1) },
        { (logShape, logRate), x, _ ->
            exp(logShape) * logRate - LogGamma.value(exp(logShape)) + (exp(logShape) - 1) * ln(x) - exp(logRate) * x
        },
        listOf(ln(3.0), ln(3.0)),
        listOf(ln(8.0), 0.0),
    ),
    Case(
        "Beta distributions",
        twoPositive,
        { (a, b), _ -> beta(a, b) },
        { random, z, _ ->
            val u = (1..(if (z == 0) 2 else 9)).sumOf { -ln(random.nextDouble()) }
            val v = (1..(if (z == 0) 7 else 3)).sumOf { -ln(random.nextDouble()) }
            min(u / (u + v), 1 - 1e-9)
        },
        { (logA, logB), x, _ ->
            LogGamma.value(exp(logA) + exp(logB)) - LogGamma.value(exp(logA)) - LogGamma.value(exp(logB)) +
                (exp(logA) - 1) * ln(x) + (exp(logB) - 1) * ln1p(-x)
        },
        listOf(ln(2.0), ln(7.0)),
        listOf(ln(9.0), ln(3.0)),
    ),
    Case(
        "negative binomials",
        twoPositive,
        { (mean, concentration), _ -> negativeBinomial(mean, concentration) },
        { random, z, _ -> count(random, (if (z == 0) 1.0 else 7.0) * (1..3).sumOf { -ln(random.nextDouble()) }) },
        { (logMean, logK), x, _ ->
            val k = exp(logK)
            val mean = exp(logMean)
            LogGamma.value(x + k) - LogGamma.value(k) - LogGamma.value(x + 1) + k * ln(k / (k + mean)) + x * ln(mean / (k + mean))
        },
        listOf(ln(3.0), ln(3.0)),
        listOf(ln(21.0), ln(3.0)),
    ),
)

/** EM whose M-step only climbs still ends where the likelihood of the mixture itself is largest, as found without EM. */
class GeneralisedEmTest : FunSpec({
    for (case in cases) {
        test("a mixture of ${case.name} reaches the maximum of its marginal likelihood") {
            val random = Random(11)
            val t = DoubleArray(ROWS) { 3 * random.nextDouble() }
            val x = DoubleArray(ROWS) { case.draw(random, if (random.nextDouble() < 0.4) 0 else 1, t[it]) }
            val model = mixture(case)
            val fit = ExactEm().restarts(6).tolerance(1e-12).fit(model, Data.of(model["x"], x).and(model["t"], t))

            val best = maximum(case.truths.flatMap { it } + 0.0) { point ->
                val size = case.spaces.size
                x.indices.sumOf { i ->
                    val first = -softplus(-point.last()) + case.logDensity(point.subList(0, size), x[i], t[i])
                    val second = -softplus(point.last()) + case.logDensity(point.subList(size, 2 * size), x[i], t[i])
                    max(first, second) + ln1p(exp(-abs(first - second)))
                }
            }
            withClue("${fit.starts()}") { fit.logLikelihood() shouldBe (best plusOrMinus 1e-5) }
        }
    }
})

private fun mixture(case: Case): Model = model(case.name) {
    val component = plate("component", 2)
    val row = plate("row")
    val weights = parameter("weights", simplex(component))
    val parameters = case.spaces.mapIndexed { i, space -> component.parameter("parameter $i", space) }
    val t = row.given("t")
    val z = row.latent("z", categorical(weights))
    row.observed("x", case.family(parameters.map { it[z] }, t))
}

/** The largest value near a point, by Nelder and Mead's method, begun again where it ends until nothing is gained. */
private fun maximum(start: List<Double>, value: (List<Double>) -> Double): Double {
    var point = start.toDoubleArray()
    var best = value(start)
    repeat(60) { round ->
        val found = SimplexOptimizer(1e-14, 1e-14).optimize(
            MaxEval(100_000),
            ObjectiveFunction { value(it.asList()) },
            GoalType.MAXIMIZE,
            InitialGuess(point),
            NelderMeadSimplex(DoubleArray(point.size) { if (round % 2 == 0) 0.2 else -0.05 }),
        )
        val gain = found.value - best
        point = found.point
        best = found.value
        if (round > 3 && gain < 1e-10) return best
    }
    return best
}
