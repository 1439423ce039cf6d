package org.platen.scripting.compiler

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.nio.file.Path
import kotlin.io.path.createDirectory
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText
import org.platen.inference.data.Data
import org.platen.inference.em.EmFit
import org.platen.scripting.CompiledScript
import org.platen.scripting.ScriptCache
import org.platen.scripting.ScriptCompiler
import org.platen.scripting.ScriptException
import org.platen.scripting.ScriptHost
import org.platen.scripting.ScriptRequest

class ScriptHostTest : FunSpec({
    val folder = tempdir().toPath()
    val caches = folder.resolve("cache")
    var compilations = 0
    val counting = object : ScriptCompiler {
        override fun compile(name: String, source: String, classPath: List<Path>): CompiledScript {
            compilations++
            return KotlinScriptCompiler().compile(name, source, classPath)
        }
    }
    val host = ScriptHost(ScriptCache(caches)) { counting }

    fun script(name: String, text: String): Path = folder.resolve("$name.platen.kts").also { it.writeText(text) }

    val coins = """
        val coins = model("coins") {
            val row = plate("row")
            val chance by parameter(unitInterval())
            val x by row.observed(bernoulli(chance))
        }
    """.trimIndent()

    test("a script declares a model, reads a table, fits, and its last line is its value") {
        val data = folder.resolve("tosses.csv").also { it.writeText("x\n1\n0\n1\n1\n") }
        val text = "$coins\ncoins.fit(table.column(\"x\").into(coins[\"x\"]), exactEm(seed = seed, threads = threads, progress = progress))"
        val result = host.run(ScriptRequest(script("coins", text), data = data))
        (result.value as EmFit).estimate("chance").value() shouldBe (0.75 plusOrMinus 1e-9)
    }

    test("the only model that a script has is its study; of several it is none until the script says which") {
        host.run(ScriptRequest(script("only", coins))).study.shouldNotBeNull().model.name() shouldBe "coins"
        host.run(
            ScriptRequest(script("several", "$coins\nval others = model(\"others\") { latent(\"a\", normal(0, 1)) }")),
        ).study.shouldBeNull()
    }

    test("a script sees its arguments, its seed and the files beside it, wherever it is run") {
        val beside = folder.resolve("data").createDirectory()
        beside.resolve("numbers.csv").writeText("a,b\n1,2\n3,4\n")
        val text = "\"\${arguments} \${seed} \${table(\"data/numbers.csv\").names()} \${file(\"../x\")}\""
        val run = ScriptRequest(script("arguments", text), arguments = listOf("fast", "3"), seed = 7)
        host.run(run).value shouldBe "[fast, 3] 7 [a, b] ${folder.parent.resolve("x")}"
    }

    test("names of a script's own hide those it is given") {
        host.run(ScriptRequest(script("own", "val seed = \"mine\"\nval table = 3\n\"\$seed \$table\""))).value shouldBe "mine 3"
    }

    test("the model in the last line is the script's study; one that is declared comes first, with its binding") {
        host.run(ScriptRequest(script("last", "$coins\ncoins"))).study.shouldNotBeNull().binding.shouldBeNull()
        val text = "$coins\nstudy(coins) { it.column(\"heads\").into(coins[\"x\"]) }\nprintln(1)"
        val study = host.run(ScriptRequest(script("study", text))).study.shouldNotBeNull()
        val bound = study.binding.shouldNotBeNull()(Data.csv("heads\n1\n0\n".reader(), "tosses"))
        bound.variables() shouldBe setOf(study.model["x"])
    }

    test("what does not compile is said with line and column, every error of it") {
        val text = "val a = 1\nval b = missing + a\nval c: Int = \"text\"\n"
        val error = shouldThrow<ScriptException> { host.run(ScriptRequest(script("wrong", text))) }
        error.message shouldStartWith "wrong.platen.kts:2:9: error: Unresolved reference 'missing'."
        error.message shouldContain "    val b = missing + a\n            ^"
        error.message shouldContain "wrong.platen.kts:3:12: error: "
    }

    test("what fails is said with its line") {
        val error = shouldThrow<ScriptException> { host.run(ScriptRequest(script("fails", "val a = 1\nerror(\"no \" + a)\n"))) }
        error.message shouldBe "fails.platen.kts:2: no 1"
    }

    test("what fails in a study's binding is said with its line too") {
        val text = "$coins\nstudy(coins) {\n    it.column(\"tails\").into(coins[\"x\"])\n}"
        val binding = host.run(ScriptRequest(script("binding", text))).study.shouldNotBeNull().binding.shouldNotBeNull()
        val error = shouldThrow<ScriptException> { binding(Data.csv("heads\n1\n".reader(), "tosses")) }
        error.message shouldBe "binding.platen.kts:7: tosses has no column 'tails'. It has [heads]."
    }

    test("a table that is asked for but not named, a script that is not there and a file of another name are said in a line") {
        shouldThrow<ScriptException> { host.run(ScriptRequest(script("asks", "table.rows()"))) }.message shouldBe
            "asks.platen.kts reads a table, but none is named: platen run asks.platen.kts --data table.csv"
        shouldThrow<ScriptException> { host.run(ScriptRequest(folder.resolve("gone.platen.kts"))) }.message shouldContain "is it there?"
        shouldThrow<ScriptException> { host.run(ScriptRequest(Path.of("notes.txt"))) }.message shouldBe
            "'notes.txt' is no script: names of scripts end in .platen.kts"
    }

    test("a script is compiled once, again when it changes, and again when the cache is damaged") {
        val before = compilations
        val files = caches.listDirectoryEntries().size
        val file = script("once", "class Two { val two = 2 }\nlistOf(1).map { it + Two().two }.single()")
        repeat(3) { host.run(ScriptRequest(file)).value shouldBe 3 }
        compilations shouldBe before + 1
        script("once", "4")
        host.run(ScriptRequest(file)).value shouldBe 4
        compilations shouldBe before + 2
        caches.listDirectoryEntries() shouldHaveSize files + 2
        caches.listDirectoryEntries().forEach { it.writeBytes(byteArrayOf(1, 2, 3)) }
        host.run(ScriptRequest(file)).value shouldBe 4
        compilations shouldBe before + 3
    }
})
