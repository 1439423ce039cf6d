package org.platen.files

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import java.util.Random
import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.platen.dsl.kotlin.story
import org.platen.dsl.model.Model
import org.platen.inference.amortized.AmortizedFit
import org.platen.inference.amortized.AmortizedVi
import org.platen.inference.data.Data
import org.platen.inference.em.EmFit
import org.platen.inference.em.ExactEm
import org.platen.inference.engine.Engine
import org.platen.inference.fit.Fit
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.mcmc.Nuts
import org.platen.inference.mcmc.NutsFit
import org.platen.inference.train.Optimizer
import org.platen.inference.train.Schedule
import org.platen.inference.vi.MeanFieldVi
import org.platen.inference.vi.VariationalFit

/** Files of every kind that were written when schema 1 was the only one: they are read for ever. */
class Schema1Test : FunSpec({

    fun file(name: String): Path = Path.of(Schema1Test::class.java.getResource("schema-1/$name")!!.toURI())

    /** What the fits answered before they were written. */
    val answers = Json.parseToJsonElement(Files.readString(file("answers.json"))).jsonObject

    fun numbers(of: JsonObject, name: String) = of.getValue(name).jsonArray.map { it.jsonPrimitive.content.toDouble() }

    fun same(found: DoubleArray, expected: List<Double>) {
        found.size shouldBe expected.size
        found.forEachIndexed { i, number -> number shouldBe (expected[i] plusOrMinus 1e-9 * (1 + abs(expected[i]))) }
    }

    /** Of a file, and of the same in the form that is written now. */
    fun answersAsBefore(name: String, ending: String, data: (Model) -> Data): Fit = inFolder { folder ->
        val again = folder.resolve("again.$ending")
        val read = Fits.load(file("$name.$ending"))
        Fits.save(read, again, Instant.parse("2026-01-01T00:00:00Z"))
        val expected = answers.getValue(name).jsonObject
        for (fit in listOf(read, Fits.load(again)).map { if (it is AmortizedFit) it.on(JvmBackend()) else it }) {
            withClue(name) {
                (expected.keys - "logDensity").forEach { same(fit.estimate(it).values(), numbers(expected, it)) }
                same(fit.logDensity(data(fit.model())), numbers(expected, "logDensity"))
                fit.summary() shouldBe read.summary()
            }
        }
        read
    }

    fun line(model: Model) = Data.of(model["x"], doubleArrayOf(0.0, 0.25))
        .and(model["y"], doubleArrayOf(0.0, 0.75))
        .and(model["u"], doubleArrayOf(0.0, 0.375))

    test("a model with a chain, a network and a guide") {
        val read = Models.load(file("model.json"))
        read.story() shouldBe Files.readString(file("model.txt"))
    }

    test("a fit by EM, whose estimates are those that its file shows") {
        for (name in listOf("fit.json", "fit.platen")) {
            val read = Fits.load(file(name)) as EmFit
            read.estimate("weights").values().toList() shouldBe listOf(0.25, 0.75)
            read.estimate("mean").values().toList() shouldBe listOf(0.0, 4.0)
            read.iterations() shouldBe 20
            // log(0.25 φ(0) + 0.75 φ(−4)), φ the density of Normal(0, 1) at 0 and at distance 4.
            read.logDensity(Data.of(read.model()["x"], doubleArrayOf(0.0))).single() shouldBe
                (ln((0.25 + 0.75 * exp(-8.0)) / sqrt(2 * PI)) plusOrMinus 1e-14)
        }
    }

    test("fits by variational inference, with all data at once and in batches") {
        answersAsBefore("vi", "json", ::line).shouldBeInstanceOf<VariationalFit>()
        answersAsBefore("batches", "json", ::line).shouldBeInstanceOf<VariationalFit>().trace().size shouldBe 3
    }

    test("draws of NUTS") {
        answersAsBefore("nuts", "json", ::line).shouldBeInstanceOf<NutsFit>().draws().size() shouldBe 40
    }

    test("a trained autoencoder, as JSON and as an archive") {
        val random = Random(3)
        val rows = Array(2) { DoubleArray(3) { random.nextInt(2).toDouble() } }
        val written = Json.parseToJsonElement(Files.readString(file("amortized.json"))).jsonObject
        for (ending in listOf("json", "platen")) {
            val read = answersAsBefore("amortized", ending) { Data.of(it["x"], rows) } as AmortizedFit
            val trained = written.getValue("fit").jsonObject.getValue("trained").jsonObject
            read.on(JvmBackend()).estimate("decoder.dense2.bias").values().toList() shouldBe
                numbers(trained, "parameter/decoder.dense2.bias")
        }
    }

    test("engines of all kinds, with the options that they had") {
        val options: Map<String, Engine> = mapOf(
            "em.json" to ExactEm().restarts(3).maximise("b"),
            "vi.json" to MeanFieldVi().batches("row", 32, 5, 1.5, 0.75).adam(),
            "nuts.json" to Nuts().chains(2).draws(20).targetAcceptance(0.9),
            "amortized.platen" to AmortizedVi()
                .epochs(2)
                .batchSize(5)
                .optimizer(Optimizer.adam(Schedule.exponentialDecay(0.01, 0.5, 10)))
                .divergenceWeight(Schedule.linear(0.0, 1.0, 20).warmedUp(5)),
        )
        options.forEach { (name, engine) -> Engines.settingsOf(Engines.load(file("engine-$name"))) shouldBe Engines.settingsOf(engine) }
    }
})
