package org.platen.files

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.ByteArrayOutputStream
import java.io.ObjectOutputStream
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.util.HexFormat
import java.util.Random
import java.util.zip.CRC32
import java.util.zip.ZipEntry
import java.util.zip.ZipInputStream
import java.util.zip.ZipOutputStream
import org.platen.dsl.expr.Expr
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.relu
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.transformed
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.network.Layer
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Shape
import org.platen.dsl.transform.Bijections
import org.platen.inference.data.Data
import org.platen.inference.em.ExactEm

class HostileFilesTest : FunSpec({

    val mixture = model("mixture") {
        val cluster = plate("cluster", 2)
        val row = plate("row")
        val time = row.chain("time")
        val weights by parameter(simplex(cluster))
        val mean by cluster.parameter(real(2))
        val scale by parameter(positive(2))
        val shape by latent(transformed(normal(zeros(2), ones(2)), Bijections.ordered(2)))
        val small = network("small", 2) {
            dense(2, relu)
            dense(2)
        }
        val z by row.latent(categorical(weights))
        val s by time.markov(initial = categorical(weights)) { categorical(weights) }
        row.observed("x", normal(mean[z] + small(mean[z]), exp(scale)))
        time.observed("y", normal(mean[s], ones(2)))
        deterministic("moved", shape + mean.sum(cluster))
    }
    val fitted = model("fitted") {
        val cluster = plate("cluster", 2)
        val row = plate("row")
        val weights by parameter(simplex(cluster))
        val mean by cluster.parameter(real())
        val z by row.latent(categorical(weights))
        row.observed("x", normal(mean[z], 1.0))
    }
    val fit = ExactEm().restarts(2).tolerance(0.0).iterations(30).fit(
        fitted,
        Data.of(
            fitted["x"],
            DoubleArray(30) {
                it % 2 * 3.0 +
                    it / 30.0
            },
        ),
    )

    fun inFiles(save: (Path) -> Unit): ByteArray = inFolder { folder ->
        val file = folder.resolve("file")
        save(file)
        Files.readAllBytes(file)
    }

    val modelJson = inFolder { folder ->
        val file = folder.resolve("model.json")
        mixture.save(file)
        Files.readString(file)
    }
    val fitJson = inFolder { folder ->
        val file = folder.resolve("fit.json")
        fit.save(file)
        Files.readString(file)
    }
    val fitArchive = inFiles { fit.save(it) }

    fun refusal(text: String, load: (Path) -> Any = Models::load) = refusal(text.toByteArray(), load)

    val loadFit = { file: Path -> Fits.load(file) }

    fun entries(bytes: ByteArray): List<Pair<String, ByteArray>> = ZipInputStream(bytes.inputStream()).use { zip ->
        generateSequence { zip.nextEntry }.map { it.name to zip.readAllBytes() }.toList()
    }

    fun archive(entries: List<Pair<String, ByteArray>>, stored: Boolean = true): ByteArray {
        val bytes = ByteArrayOutputStream()
        ZipOutputStream(bytes).use { zip ->
            entries.forEach { (name, content) ->
                val entry = ZipEntry(name)
                if (stored && name.endsWith(".f64")) {
                    entry.method = ZipEntry.STORED
                    entry.size = content.size.toLong()
                    entry.crc = CRC32().also { it.update(content) }.value
                }
                zip.putNextEntry(entry)
                zip.write(content)
            }
        }
        return bytes.toByteArray()
    }

    /** With another manifest, whose checksum is right. */
    fun manifested(change: (String) -> String): ByteArray = archive(
        entries(fitArchive).let { all ->
            val text = change(String(all[0].second)).toByteArray()
            val sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text))
            listOf("manifest.json" to text, "manifest.sha256" to sum.toByteArray()) + all.drop(2)
        },
    )

    test("files that are cut off") {
        (0 until modelJson.length - 2 step 97).forEach { refusal(modelJson.substring(0, it))!! }
        (0 until fitArchive.size step 61).forEach { refusal(fitArchive.copyOf(it), loadFit)!! }
    }

    test("10,000 files that were changed by chance are read, or refused with a message") {
        val random = Random(5)
        var refused = 0
        val odd = listOf("-1", "0", "1e999", "2147483647", "99999999999999", "NaN", "null", "\"x\"", "[]", "{}", "true", "-0.0", "1.5")
        val token = Regex("-?[0-9][0-9.eE+-]*|\"[^\"]*\"")
        val tokens = token.findAll(modelJson).map { it.range }.toList()
        repeat(5000) {
            val one = tokens[random.nextInt(tokens.size)]
            val other = tokens[random.nextInt(tokens.size)]
            val text = if (random.nextInt(3) == 0) modelJson.substring(other) else odd[random.nextInt(odd.size)]
            refused += if (refusal(modelJson.replaceRange(one, text)) == null) 0 else 1
        }
        fun changed(bytes: ByteArray): ByteArray {
            val copy = bytes.copyOf()
            repeat(1 + random.nextInt(4)) {
                val at = random.nextInt(copy.size)
                when (random.nextInt(3)) {
                    0 -> copy[at] = random.nextInt(256).toByte()
                    1 -> copy[at] = (copy[at].toInt() xor (1 shl random.nextInt(8))).toByte()
                    else -> bytes.copyInto(copy, at, 0, minOf(random.nextInt(20), copy.size - at))
                }
            }
            return copy
        }
        repeat(1500) { refused += if (refusal(changed(modelJson.toByteArray()), Models::load) == null) 0 else 1 }
        repeat(1500) { refused += if (refusal(changed(fitJson.toByteArray()), loadFit) == null) 0 else 1 }
        repeat(2000) { refused += if (refusal(changed(fitArchive), loadFit) == null) 0 else 1 }
        refused shouldBeGreaterThan 8000
    }

    test("a folder in place of a file") {
        inFolder { folder ->
            shouldThrow<ModelException> { Fits.load(folder) }.message shouldBe
                "cannot read a fit from $folder: it is a folder. Name a file in it."
        }
    }

    test("what is damaged says what to do") {
        val other = " Take another copy, or save it again."
        refusal(fitJson.dropLast(30), loadFit)!! shouldContain other
        refusal(fitArchive.copyOf(fitArchive.size - 30), loadFit)!! shouldContain "it is cut off.$other"
        refusal(fitArchive.copyOf().also { it[it.size / 2] = (it[it.size / 2] + 1).toByte() }, loadFit)!! shouldContain other
    }

    test("numbers that were trained, too many or too few") {
        val json = String(
            inFolder { folder ->
                val file = folder.resolve("fit.json")
                TinyAutoencoder.engine(1).fit(TinyAutoencoder.model, TinyAutoencoder.data).save(file)
                Files.readAllBytes(file)
            },
        )
        refusal(json.replaceFirst(Regex("(\"parameter/decoder.dense1.bias\": \\[)[^,]*, "), "$1"), loadFit)!! shouldContain
            "'parameter/decoder.dense1.bias' has 3 numbers, expected 4"
        refusal(json.replaceFirst("\"parameter/decoder.dense1.bias\"", "\"parameter/decoder.other\""), loadFit)!! shouldContain
            "trained were ["
    }

    test("what is no file of Platen") {
        refusal("")!! shouldContain "no JSON"
        refusal("[1, 2]")!! shouldContain "expected a JSON object"
        refusal("{}")!! shouldContain "'platen' is missing"
        refusal("{\"platen\": ".repeat(1000))!! shouldContain "nests JSON deeper than 64 levels"
        refusal(byteArrayOf(-1, -2, 3), Models::load)!! shouldContain "no text in UTF-8"
        val java = ByteArrayOutputStream().also { ObjectOutputStream(it).use { out -> out.writeObject(arrayListOf("a")) } }
        refusal(java.toByteArray(), Models::load)!! shouldContain "no text in UTF-8"
        refusal(fitJson)!! shouldContain "it holds a fit"
        refusal(modelJson, loadFit)!! shouldContain "it holds a model"
        refusal(archive(listOf("other.txt" to byteArrayOf(1))), loadFit)!! shouldContain
            "expected 'manifest.json' in the archive, found 'other.txt'"
    }

    test("schemas of other versions") {
        fun schema(text: String) = refusal(modelJson.replace("\"schema\": 2", text))!!
        schema("\"schema\": 3") shouldContain
            "it is of schema 3, written by a later version of Platen; this one reads schemas 1 to 2. Update Platen"
        schema("\"schema\": 0") shouldContain "it is of schema 0; there are schemas 1 to 2"
        schema("\"schema\": -1") shouldContain "it is of schema -1; there are schemas 1 to 2"
        schema("\"schema\": \"2\"") shouldContain "at platen: expected a whole number, found \"2\""
        schema("\"schema\": 99999999999") shouldContain "at platen: expected a whole number"
        refusal(modelJson.replace("\"schema\": 2, ", ""))!! shouldContain "at platen: 'schema' is missing"
    }

    test("names of nothing that files hold make nothing") {
        refusal(modelJson.replaceFirst("\"Normal\"", "\"java.lang.Runtime\""))!! shouldContain
            "'java.lang.Runtime' is unknown here; known are [Bernoulli,"
        refusal(modelJson.replaceFirst("\"Normal\"", "\"Unary\""))!! shouldContain "'Unary' is unknown here"
        refusal(modelJson.replaceFirst("\"scale\": ", "\"class\": "))!! shouldContain
            "'class' is unknown here; known are [mean, scale, type]"
        refusal(modelJson.replaceFirst("\"exp\"", "\"exec\""))!! shouldContain "expected one of [negate,"
    }

    test("huge counts take no memory") {
        refusal(modelJson.replace("\"shape\": [2]", "\"shape\": [2000000000, 2000000000]"))!! shouldContain
            "has more than 134217728 entries"
        refusal(modelJson.replaceFirst("\"Ordered\", \"size\": 2", "\"Ordered\", \"size\": 2000000000"))!! shouldContain
            "files hold those from 1 to 1024"
        refusal(modelJson.replaceFirst("\"units\": 2", "\"units\": 2000000000"))!! shouldContain "event shape"
        refusal(fitJson.replaceFirst("\"row\": 30", "\"row\": 2000000000"), loadFit) shouldBe null
        refusal(fitJson.replaceFirst("\"cluster\": 2", "\"cluster\": 2000000000"), loadFit)!! shouldContain
            "plate 'cluster' is said to have 2000000000 elements, expected 2"
        refusal(manifested { it.replaceFirst(Regex("\"length\": [0-9]+"), "\"length\": 200000000") }, loadFit)!! shouldContain
            "tensor 0 is said to have 200000000 numbers, which are not in a file of"
    }

    test("expressions that refer to themselves, or share so much that nothing could be done with them") {
        val line = "{\"type\": \"Unary\", \"function\": \"exp\", \"x\": {\"node\": 0}}"
        fun model(lines: List<String>) =
            """{"platen": {"schema": 2, "holds": "model"}, "model": {"name": "m", "plates": [], "guide": [], "networks": [],
            "variables": [{"parameter": "a", "space": {"support": {"type": "Interval", "lower": 0.0, "upper": 1.0}, "shape": []}},
            {"deterministic": "b", "value": {"node": ${lines.size - 1}}}], "expressions": [${lines.joinToString(", ")}]}}"""
        refusal(model(listOf(line)))!! shouldContain "expression 0 is made of expression 0, which does not stand before it"
        val start = "{\"type\": \"Unary\", \"function\": \"exp\", \"x\": \"a\"}"
        refusal(
            model(
                listOf(start) +
                    (0 until 40).map {
                        "{\"type\": \"Where\", \"condition\": \"a\", \"ifTrue\": {\"node\": $it}, \"ifFalse\": {\"node\": $it}}"
                    },
            ),
        )!! shouldContain
            "is nested too deeply, or shares too much"
        refusal(
            model(
                listOf(start) + (0 until 20_000).map {
                    "{\"type\": \"Unary\", \"function\": \"exp\", \"x\": {\"node\": $it}}"
                },
            ),
        )!! shouldContain
            "nested too deeply"
        refusal(
            modelJson.replace("\"deterministic\": \"moved\", \"value\": {", "\"deterministic\": \"moved\", \"value\": \"moved\", \"x\": {"),
        )!! shouldContain
            "'x' is unknown here"
    }

    test("states of a recurrence that are not there") {
        refusal(
            """{"platen": {"schema": 2, "holds": "model"}, "model": {"name": "m", "plates": [{"name": "time", "chain": true}], "guide": [],
            "networks": [], "variables": [{"given": "x", "plates": ["time"], "covariate": {"shape": [], "categories": 0}},
            {"deterministic": "b", "value": {"node": 1}}], "expressions": [{"type": "Slot", "name": "now", "axes": ["time"], "shape": []},
            {"type": "Recurrence", "input": "x", "chain": "time", "now": {"node": 0}, "states": [], "last": false}]}}""",
        )!! shouldContain "a recurrence along 'time' has no states"
    }

    test("a variable that is made from itself, and one that is there twice") {
        refusal(modelJson.replaceFirst(Regex("(\"deterministic\": \"moved\", \"value\": )[^}]*}"), "$1\"moved\""))!! shouldContain
            "'moved' is made from itself"
        refusal(modelJson.replaceFirst("\"parameter\": \"scale\"", "\"parameter\": \"mean\""))!! shouldContain
            "there are two variables 'mean'"
    }

    test("numbers that are none where they must be") {
        refusal(fitJson.replaceFirst(Regex("\"mean\": \\[[^,]*,"), "\"mean\": [\"NaN\","), loadFit)!! shouldContain
            "expected a finite number, found \"NaN\""
        refusal(fitJson.replaceFirst(Regex("\"mean\": \\[[^,]*,"), "\"mean\": [1e400,"), loadFit)!! shouldContain
            "expected a finite number, found 1e400"
        refusal(fitJson.replaceFirst(Regex("\"mean\": \\[[^,]*,"), "\"mean\": [0x10p0,"), loadFit)!! shouldContain
            "expected a finite number"
    }

    test("archives whose checksums are wrong, or that hold what does not belong there") {
        val all = entries(fitArchive)
        all.map { it.first } shouldBe listOf("manifest.json", "manifest.sha256", "tensors/0.f64", "tensors/1.f64")
        val broken = all.map { (name, content) ->
            name to
                content.copyOf().also { if (name == "tensors/1.f64") it[3] = (it[3] + 1).toByte() }
        }
        refusal(archive(broken), loadFit)!! shouldContain "the checksum of tensors/1.f64 is another: the file is damaged"
        val other = all.map { (name, content) -> name to if (name == "manifest.json") content + ' '.code.toByte() else content }
        refusal(archive(other), loadFit)!! shouldContain "the checksum of manifest.json is another"
        refusal(archive(all + ("../../evil.sh" to byteArrayOf(1))), loadFit)!! shouldContain
            "the archive holds '../../evil.sh', which does not belong there"
        refusal(archive(all.take(2) + ("../tensors/0.f64" to all[2].second) + all[3]), loadFit)!! shouldContain
            "expected 'tensors/0.f64' in the archive, found '../tensors/0.f64'"
        refusal(archive(all, stored = false), loadFit)!! shouldContain "is compressed, which tensors are not"
        refusal(archive(all.dropLast(1)), loadFit)!! shouldContain "expected 'tensors/1.f64' in the archive, found its end"
        refusal(archive(all.dropLast(1) + ("tensors/1.f64" to all[3].second + ByteArray(8))), loadFit)!! shouldContain
            "a tensor is longer than"
        refusal(archive(listOf("manifest.json" to ByteArray(40 shl 20) { ' '.code.toByte() })), loadFit)!! shouldContain
            "manifest.json has more than 33554432 bytes"
        refusal(manifested { it.replaceFirst("\"tensor\": 1", "\"tensor\": 7") }, loadFit)!! shouldContain "there is no tensor 7"
    }

    test("a fit whose parts do not belong together") {
        refusal(fitJson.replaceFirst(Regex("\"mean\": \\[[^,]*,"), "\"mean\": ["), loadFit)!! shouldContain
            "'mean' of model 'fitted' needs 2 values, found 1"
        refusal(fitJson.replaceFirst("\"enumerated\": [\"z\"]", "\"enumerated\": [\"mean\"]"), loadFit)!! shouldContain
            "'mean' cannot be summed out"
        refusal(fitJson.replaceFirst("\"estimated\": [\"weights\"", "\"estimated\": [\"x\""), loadFit)!! shouldContain
            "'x' cannot be estimated"
        refusal(fitJson.replaceFirst("\"type\": \"ExactEm\"", "\"type\": \"Nuts\""), loadFit)!! shouldContain "is unknown here"
    }

    test("a file is written whole or not at all") {
        inFolder { folder ->
            val file = folder.resolve("model.json")
            Files.writeString(file, "before")
            val own = model("own") { network("own", 2) { layer(OwnLayer) } }
            shouldThrow<ModelException> { own.save(file) }.message shouldContain "OwnLayer cannot be written to a file"
            Files.readString(file) shouldBe "before"
            Files.list(folder).use { it.count() } shouldBe 1
        }
    }
})

/** A layer of a caller's own. */
private object OwnLayer : Layer {
    override fun kind() = "own"

    override fun output(input: Shape) = input

    override fun apply(x: Expr, weights: Map<String, Expr>) = x

    override fun describe() = "own"
}
