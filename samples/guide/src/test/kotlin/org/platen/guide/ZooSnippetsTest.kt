package org.platen.guide

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import kotlin.io.path.writeText
import org.platen.dsl.kotlin.story
import org.platen.models.zoo.Zoo
import org.platen.models.zoo.ZooEntry
import org.platen.scripting.ScriptCache
import org.platen.scripting.ScriptHost
import org.platen.scripting.ScriptRequest
import org.platen.scripting.compiler.KotlinScriptCompiler

/** The Kotlin forms that the zoo shows of its models. */
class ZooSnippetsTest : FunSpec({

    val folder = tempdir().toPath()
    val host = ScriptHost(ScriptCache(folder.resolve("cache")), ::KotlinScriptCompiler)

    /** The stories of what the entries declare in Kotlin, by name. */
    fun stories(entries: List<ZooEntry>): Map<*, *> {
        val imports = entries.flatMap { it.kotlin().lines() }.filter { it.startsWith("import ") }.distinct()
        val blocks = entries.flatMap { entry ->
            val code = entry.script().trimEnd().lines().filterNot { it.startsWith("import ") }
            listOf("run {") + code.dropLast(1) + listOf("stories[\"${entry.name()}\"] = ${code.last()}.story()", "}")
        }
        val script = folder.resolve("zoo.platen.kts")
        script.writeText((imports + "val stories = linkedMapOf<String, String>()" + blocks + "stories").joinToString("\n"))
        return host.run(ScriptRequest(script)).value as Map<*, *>
    }

    // The compiler's stack does not hold all entries in one script.
    for (entries in Zoo.entries().chunked(10)) {
        test("the Kotlin forms from ${entries.first().name()} to ${entries.last().name()} declare the models of the examples") {
            val declared = stories(entries)
            for (entry in entries) {
                withClue(entry.name()) { declared[entry.name()] shouldBe entry.example().model().story() }
            }
        }
    }
})
