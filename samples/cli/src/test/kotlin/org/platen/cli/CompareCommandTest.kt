package org.platen.cli

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldBeEmpty
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import java.nio.file.Path
import kotlin.io.path.writeText
import kotlin.math.ln
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.double
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** Fits of all engines to the effects of Rubin (1981), table 1. */
class CompareCommandTest : FunSpec({
    val folder = tempdir().toPath()
    val effects = listOf(28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0)
    val errors = listOf(15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0)

    fun csv(name: String, effects: List<Double>, errors: List<Double>): Path = folder.resolve(name).also { file ->
        file.writeText("effect,error\n" + effects.zip(errors).joinToString("") { "${it.first},${it.second}\n" })
    }

    val schools = csv("schools.csv", effects, errors)
    val others = csv("others.csv", listOf(2.0, 18.0, 3.0), listOf(15.0, 10.0, 16.0))

    fun script(name: String, mean: String): Path = folder.resolve("$name.platen.kts").also {
        it.writeText(
            """
            model("$name") {
                val school = plate("school")
                val error by school.given()
                $mean
                val effect by school.observed(normal(mu, error))
            }
            """.trimIndent(),
        )
    }

    val pooled = script("pooled", "val mu by latent(normal(0.0, 5.0))")
    val zero = script("zero", "val mu by latent(normal(0.0, 0.01))")
    val free = script("free", "val mu by parameter(real())")

    fun fit(name: String, script: Path, vararg options: Any, data: Path = schools): Path = folder.resolve("$name.platen").also {
        platen("fit", script, "--data", data, "--out", it, "-q", *options) shouldBe Said(0, "", "")
    }

    val em = fit("em", pooled)
    val vi = fit("vi", pooled, "-e", "vi")
    val nuts = fit("nuts", pooled, "-e", "nuts", "--chains", 2, "--warmup", 500, "--draws", 2000)
    val zeroVi = fit("zero-vi", zero, "-e", "vi")
    val amortized = fit("amortized", free, "-e", "amortized", "--epochs", EPOCHS)

    fun logNormal(x: Double, mean: Double, variance: Double) = -0.5 * (ln(2 * Math.PI * variance) + (x - mean) * (x - mean) / variance)

    /** Mean and variance of the posterior of mu: precisions add up. */
    fun posterior(rows: List<Int>): Pair<Double, Double> {
        val precision = 1 / 25.0 + rows.sumOf { 1 / (errors[it] * errors[it]) }
        return rows.sumOf { effects[it] / (errors[it] * errors[it]) } / precision to 1 / precision
    }

    fun json(vararg arguments: Any): JsonObject = Json.parseToJsonElement(
        platen("compare", *arguments, "--json").also {
            it.err.shouldBeEmpty()
        }.out,
    ).jsonObject
    fun JsonObject.candidate(file: Path) =
        getValue("candidates").jsonArray.map { it.jsonObject }.single { it.getValue("name").jsonPrimitive.content == file.toString() }
    fun JsonObject.number(name: String) = getValue(name).jsonPrimitive.double

    test("posteriors are compared by their expected density of each row without it, as it is in closed form") {
        val expected = effects.indices.sumOf { row ->
            val (mean, variance) = posterior(effects.indices - row)
            logNormal(effects[row], mean, variance + errors[row] * errors[row])
        }
        val report = json(nuts, vi, "--data", schools)
        report.candidate(nuts).number("elpd") shouldBe (expected plusOrMinus 0.05)
        report.candidate(vi).number("elpd") shouldBe (expected plusOrMinus 0.05)
        report.getValue("best").jsonPrimitive.content shouldBeIn listOf(nuts.toString(), vi.toString())
        // The bound of an exact posterior is the log evidence: the rows are jointly Normal, one after another given those before.
        val evidence = effects.indices.sumOf { row ->
            val (mean, variance) = posterior((0 until row).toList())
            logNormal(effects[row], mean, variance + errors[row] * errors[row])
        }
        report.candidate(vi).number("elbo") shouldBe (evidence plusOrMinus 0.02)
    }

    test("differences have their errors, and one that is not clear is said to be so") {
        val said = platen("compare", vi, zeroVi, "--data", schools)
        said.code shouldBe 0
        said.out shouldContain "PSIS-LOO"
        said.out shouldContain "Best by elpd: $vi"
        said.out shouldContain "WAIC"
        said.out shouldContain "ELBO"
        platen("compare", vi, nuts, "--data", schools).out shouldContain "within two standard errors of the best"
    }

    test("a row that decides the posterior is warned of") {
        val table = csv("outlier.csv", effects + 60.0, errors + 0.5)
        val fit = fit("outlier", pooled, "-e", "nuts", "--chains", 2, "--warmup", 300, "--draws", 500, data = table)
        platen("compare", fit, "--data", table).out shouldContain "Pareto k̂ is above"
    }

    test("likelihoods of EM and of training without latent variables are on one scale") {
        // The mean weighted by precision is the best mu.
        val best = effects.indices.sumOf { effects[it] / (errors[it] * errors[it]) } / errors.sumOf { 1 / (it * it) }
        fun logLikelihood(mu: Double) = effects.indices.sumOf { logNormal(effects[it], mu, errors[it] * errors[it]) }
        val byEm = fit("free", free)
        val report = json(byEm, amortized, "--data", schools)
        report.candidate(byEm).number("logLikelihood") shouldBe (logLikelihood(best) plusOrMinus 1e-6)
        val trained = report.candidate(amortized)
        val found = platen("fit", free, "--data", schools, "-e", "amortized", "--epochs", EPOCHS, "--json").out
        val mu = Json.parseToJsonElement(found).jsonObject.getValue("estimates").jsonObject.getValue("mu").jsonObject
        trained.number("logLikelihood") shouldBe
            (logLikelihood(mu.getValue("values").jsonArray.single().jsonPrimitive.double) plusOrMinus 1e-4)
        trained.number("aic") shouldBe (-2 * trained.number("logLikelihood") + 2 plusOrMinus 1e-9)
        trained.number("bic") shouldBe (-2 * trained.number("logLikelihood") + ln(8.0) plusOrMinus 1e-9)
        platen("compare", byEm, amortized).out shouldContain "amortized.platen: needs the rows that were fitted"
    }

    test("likelihoods and posteriors are told apart, with the way to one scale") {
        val said = platen("compare", em, vi, nuts, "--data", schools)
        said.code shouldBe 0
        said.out shouldContain "Log-likelihood of the rows that were fitted"
        said.out shouldContain "Expected log density of rows left out"
        said.out shouldContain "one says nothing of another"
        said.out shouldContain "--data held-out.csv"
        json(em, vi, "--data", schools)["best"] shouldBe JsonNull
    }

    test("rows that no fit has seen put all engines on one scale, as it is in closed form") {
        val rows = listOf(2.0 to 15.0, 18.0 to 10.0, 3.0 to 16.0)
        val (mean, variance) = posterior(effects.indices.toList())
        val report = json(em, vi, nuts, amortized, "--data", others)
        report.candidate(em).number("logDensity") shouldBe
            (rows.map { logNormal(it.first, mean, it.second * it.second) }.average() plusOrMinus 1e-6)
        val averaged = rows.map { logNormal(it.first, mean, variance + it.second * it.second) }.average()
        report.candidate(vi).number("logDensity") shouldBe (averaged plusOrMinus 0.01)
        report.candidate(nuts).number("logDensity") shouldBe (averaged plusOrMinus 0.01)
        val said = platen("compare", em, vi, nuts, amortized, "--data", others).out
        said shouldContain "Log density of rows that no fit has seen"
        said shouldNotContain "one says nothing of another"
    }

    test("fits of different rows are compared at neither's") {
        val other = fit("other", pooled, data = others)
        platen("compare", em, other).err shouldContain "cannot be compared"
        platen("compare", em, other, "--data", others).err shouldContain "'$other' was fitted to these rows, '$em' was not"
        val third = csv("third.csv", listOf(5.0, 6.0), listOf(9.0, 9.0))
        platen("compare", em, other, "--data", third).code shouldBe 0
    }

    test("covariates may differ where what is observed is the same") {
        val without = folder.resolve("without.platen.kts").also {
            it.writeText(
                "model(\"without\") { plate(\"school\").observed(\"effect\", normal(parameter(\"m\", real()), parameter(\"s\", positive()))) }",
            )
        }
        val plain = fit("without", without)
        platen("compare", em, plain).err shouldContain "where only covariates differ, --data fitted.csv helps"
        platen("compare", em, plain, "--data", schools).out shouldContain "Best by BIC"
    }

    test("a fit of an entry of the zoo finds its rows there") {
        val file = folder.resolve("zoo.platen")
        platen("fit", "gaussian-posterior", "-e", "vi", "--out", file, "-q") shouldBe Said(0, "", "")
        json(file).candidate(file).getValue("elpd").jsonPrimitive.double.isFinite() shouldBe true
    }

    test("where nothing is known to compare by, and where no criterion is meant, it says so") {
        platen("compare", nuts).err shouldContain "needs the rows that were fitted"
        platen("compare", nuts).code shouldBe 1
        platen("compare", em, "--criterion", "cross_validation").code shouldBe 2
    }
})

private const val EPOCHS = 20
