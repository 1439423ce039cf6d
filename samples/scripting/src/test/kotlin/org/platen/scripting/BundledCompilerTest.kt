package org.platen.scripting

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream
import kotlin.concurrent.thread
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.outputStream
import kotlin.io.path.readText
import kotlin.io.path.writeText

class BundledCompilerTest : FunSpec({
    fun jar(folder: Path, vararg entries: Pair<String, String>): Path = folder.resolve("all.jar").also { file ->
        ZipOutputStream(file.outputStream()).use { zip ->
            for ((name, text) in entries) {
                zip.putNextEntry(ZipEntry(name))
                zip.write(text.toByteArray())
            }
        }
    }

    test("jars in the folder of the compiler are unpacked, and nothing else; what was damaged is unpacked again") {
        val folder = tempdir().toPath()
        val jar = jar(folder, "A.class" to "-", "compiler/a.jar" to "first", "compiler/b.jar" to "second", "compiler/README" to "-")
        val cache = folder.resolve("cache")
        val jars = BundledCompiler.unpack(jar, cache)
        jars.map { it.name to it.readText() } shouldContainExactly listOf("a.jar" to "first", "b.jar" to "second")
        jars[1].writeText("half")
        BundledCompiler.unpack(jar, cache)[1].readText() shouldBe "second"
        jars[0].parent.listDirectoryEntries() shouldHaveSize 2
    }

    test("other jars are unpacked beside, not over those that are there") {
        val folder = tempdir().toPath()
        val old = BundledCompiler.unpack(jar(folder, "compiler/a.jar" to "old"), folder.resolve("cache"))
        val new = BundledCompiler.unpack(jar(folder, "compiler/a.jar" to "new"), folder.resolve("cache"))
        (old + new).map { it.readText() } shouldBe listOf("old", "new")
    }

    test("many programs that unpack at once all find whole jars") {
        val folder = tempdir().toPath()
        val text = "x".repeat(100_000)
        val jar = jar(folder, "compiler/a.jar" to text, "compiler/b.jar" to text)
        val cache = folder.resolve("cache")
        val found = java.util.concurrent.ConcurrentLinkedQueue<Int>()
        List(8) { thread { BundledCompiler.unpack(jar, cache).forEach { found += it.readText().length } } }.forEach(Thread::join)
        found.toList() shouldBe List(16) { 100_000 }
        cache.listDirectoryEntries("compiler-*") shouldHaveSize 1
    }
})
