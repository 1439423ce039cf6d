package org.platen.files

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Files
import java.nio.file.Path
import java.util.Random
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.times
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.engine.Engine
import org.platen.inference.fit.Fit
import org.platen.inference.vi.MeanFieldVi

class HostileOptimizerFilesTest : FunSpec({
    val odd = listOf("-1", "0", "1e999", "2147483647", "99999999999999", "null", "[]", "[1.0]", "{}", "true", "1.5") +
        listOf("NaN", "-7", "PT1H").map { "\"$it\"" }

    fun saved(fit: Fit, ending: String): ByteArray = inFolder { folder ->
        val file = folder.resolve("fit.$ending")
        fit.saveWithOptimizer(file)
        Files.readAllBytes(file)
    }

    /** Reads a fit and goes on from it; what is refused then is told with the file. */
    fun goOn(engine: Engine, model: Model, data: Data) = { file: Path ->
        val read = Fits.load(file)
        try {
            engine.resume(read).fit(model, data)
        } catch (e: ModelException) {
            throw ModelException("$file: ${e.message}")
        }
    }

    /** How many of so many files are refused, in each of which one thing of the state was changed by chance. */
    fun refused(json: String, times: Int, random: Random, goOn: (Path) -> Any): Int {
        val start = json.indexOf("\"training\"")
        val tokens = Regex("-?[0-9][0-9.eE+-]*|\"[^\"]*\"|\\[[^\\]]*]").findAll(json, start).map { it.range }.toList()
        return (1..times).count {
            val changed = json.replaceRange(tokens[random.nextInt(tokens.size)], odd[random.nextInt(odd.size)])
            refusal(changed.toByteArray(), goOn) != null
        }
    }

    test("training whose state was changed by chance goes on, or is refused with a message") {
        val random = Random(6)
        val engine = TinyAutoencoder.engine(1)
        val trained = engine.fit(TinyAutoencoder.model, TinyAutoencoder.data)
        val json = String(saved(trained, "json"))
        val zip = saved(trained, "platen")
        val more = goOn(engine.epochs(2), TinyAutoencoder.model, TinyAutoencoder.data)
        refused(json, 400, random, more) shouldBeGreaterThan 100
        val damaged = (1..400).count {
            val at = random.nextInt(zip.size)
            val copy = zip.copyOf().also { it[at] = (it[at].toInt() xor (1 shl random.nextInt(8))).toByte() }
            refusal(copy, more) != null
        }
        damaged shouldBeGreaterThan 300

        fun refusal(text: String) = refusal(text.toByteArray(), more)!!
        refusal(json.replaceFirst("\"epoch\": \"2\"", "\"epoch\": \"-2\"")) shouldContain "at fit: training cannot stand at epoch -2"
        refusal(json.replaceFirst("\"step\": \"4\"", "\"step\": \"four\"")) shouldContain
            "at fit: the place where training stood cannot be read: For input string: \"four\""
        refusal(json.replaceFirst("/first\"", "/third\"")) shouldContain "cannot go on from this state: its numbers of the optimiser are"
        refusal(json.replaceFirst(Regex("(\"optimiser: [^\"]*\": \\[)[^,]*, "), "$1")) shouldContain "at fit: the state of training has"
        refusal(json.replaceFirst("\"seed\": \"1\"", "\"seed\": \"2\"")) shouldContain "seed was '2' there and is '1' here"
    }

    test("passes in batches whose state was changed by chance go on, or are refused with a message") {
        val random = Random(8)
        val effects = model("effects") {
            val user = plate("user")
            val item = plate("item")
            val a by user.latent(normal(0.0, 1.0))
            val b by item.latent(normal(0.0, 0.3))
            (user * item).observed("y", normal(a + b, 1.0))
        }
        val line = model("line") {
            val row = plate("row")
            val slope by latent(normal(0.0, 10.0))
            val scale by latent(gamma(2.0, rate = 1.0))
            val x by row.given()
            row.observed("y", normal(slope * x, scale))
        }
        val ratings = Data.of(effects["y"], Array(6) { DoubleArray(4) { random.nextGaussian() } })
        val lines = Data.of(line["x"], DoubleArray(16) { it / 4.0 }).and(line["y"], DoubleArray(16) { it / 2.0 + random.nextGaussian() })
        val fits: List<Triple<Model, Data, (Int) -> MeanFieldVi>> = listOf(
            Triple(effects, ratings) { MeanFieldVi().draws(10).batches("user", 3, it, 10.0, 0.7).batches("item", 2, it, 10.0, 0.7) },
            Triple(line, lines) { MeanFieldVi().draws(10).batches("row", 4, it, 10.0, 0.7) },
        )
        for ((model, data, engine) in fits) {
            val json = String(saved(engine(2).fit(model, data), "json"))
            val more = goOn(engine(3), model, data)
            refusal(json.toByteArray(), more) shouldBe null
            refused(json, 300, random, more) shouldBeGreaterThan 100
        }
    }
})
