package org.platen.scripting

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeUnique
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import kotlin.concurrent.thread
import kotlin.io.path.createDirectory
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.writeText

class ScriptCacheTest : FunSpec({
    val script = CompiledScript("A_platen", "result", mapOf("A_platen.class" to ByteArray(10_000)))

    test("a script is found under its key only") {
        val cache = ScriptCache(tempdir().toPath().resolve("new"))
        cache.find("a").shouldBeNull()
        cache.keep("a", script)
        cache.find("a").shouldNotBeNull().resultField shouldBe "result"
        cache.find("b").shouldBeNull()
    }

    test("a file that was moved to another key is not loaded") {
        val folder = tempdir().toPath()
        ScriptCache(folder).keep("a", script)
        folder.resolve("a.script").toFile().renameTo(folder.resolve("b.script").toFile())
        ScriptCache(folder).find("b").shouldBeNull()
    }

    test("many programs that keep the same script at once leave one whole file") {
        val folder = tempdir().toPath()
        List(8) { thread { repeat(20) { ScriptCache(folder).keep("a", script) } } }.forEach(Thread::join)
        folder.listDirectoryEntries() shouldHaveSize 1
        ScriptCache(folder).find("a").shouldNotBeNull()
    }

    test("where nothing can be written there is no cache, and no failure") {
        val file = tempdir().toPath().resolve("file").also { it.writeText("in the way") }
        ScriptCache(file).keep("a", script)
        ScriptCache(file).find("a").shouldBeNull()
    }

    test("the key changes with the name, the source, and what is on the class path") {
        val folder = tempdir().toPath()
        val classes = folder.resolve("classes").createDirectory()
        classes.resolve("A.class").writeText("1")
        val jar = folder.resolve("a.jar").also { it.writeText("1") }
        val keys = mutableListOf(
            ScriptCache.key("a", "1", listOf()),
            ScriptCache.key("b", "1", listOf()),
            ScriptCache.key("a", "2", listOf()),
            ScriptCache.key("a", "1", listOf(classes)),
            ScriptCache.key("a", "1", listOf(jar)),
            ScriptCache.key("a", "1", listOf(jar, classes)),
        )
        classes.resolve("A.class").writeText("12")
        keys += ScriptCache.key("a", "1", listOf(classes))
        jar.writeText("12")
        keys += ScriptCache.key("a", "1", listOf(jar))
        keys.shouldBeUnique()
        ScriptCache.key("a", "1", listOf(jar)) shouldBe keys.last()
    }
})
