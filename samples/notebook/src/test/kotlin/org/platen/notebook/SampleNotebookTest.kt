package org.platen.notebook

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Path
import kotlin.io.path.readText
import kotlin.io.path.writeText
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.platen.scripting.ScriptCache
import org.platen.scripting.ScriptHost
import org.platen.scripting.ScriptRequest
import org.platen.scripting.compiler.KotlinScriptCompiler

/** The notebook that comes with this module; like a kernel, it is run in the notebook's folder. */
class SampleNotebookTest : FunSpec({
    val cells = Json.parseToJsonElement(Path.of("old-faithful.ipynb").readText()).jsonObject.getValue("cells").jsonArray
        .map { it.jsonObject }
        .filter { it.getValue("cell_type").jsonPrimitive.content == "code" }
        .map { cell -> cell.getValue("source").jsonArray.joinToString("") { it.jsonPrimitive.content } }

    test("the first cell brings this library, in this version") {
        val version = Regex("<version>(.*?)</version>").find(Path.of("pom.xml").readText())!!.groupValues[1]
        cells.first() shouldBe "@file:DependsOn(\"org.platen:platen-notebook:$version\")"
    }

    test("the other cells run one after another, and each shows what it ends with") {
        val folder = tempdir().toPath()
        val script = folder.resolve("cells.platen.kts")
        val code = cells.drop(1).map { cell -> cell.lines().dropLast(1) + "shown += (${cell.lines().last()})" }
        script.writeText((listOf("val shown = mutableListOf<Any>()") + code.flatten() + "shown").joinToString("\n"))
        val host = ScriptHost(ScriptCache(folder.resolve("cache")), ::KotlinScriptCompiler)
        val shown = (host.run(ScriptRequest(script)).value as List<*>).map { Kernel().html(it!!) }
        shown shouldHaveSize 3
        shown[0] shouldContain "MultivariateNormal(mean[z], covariance[z])"
        // mclust 6.1, emControl(tol = 1e-14): −1130.264
        shown[1] shouldContain "-1130.264"
        shown[2] shouldContain "<svg"
    }
})
