package org.platen.guide

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption.REPLACE_EXISTING
import kotlin.io.path.exists
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readLines
import kotlin.io.path.readText
import kotlin.io.path.writeText
import org.platen.models.data.Tables
import org.platen.scripting.Imports
import org.platen.scripting.ScriptCache
import org.platen.scripting.ScriptHost
import org.platen.scripting.ScriptRequest
import org.platen.scripting.compiler.KotlinScriptCompiler

/** Every block of code on every page runs. */
class PagesTest : FunSpec({
    val root = Path.of(System.getProperty("platen.root"))
    val guide = root.resolve("samples/guide")
    val pages = (listOf(root.resolve("README.md")) + guide.listDirectoryEntries("*.md").sorted()).map(::Page)
    val folder = tempdir().toPath()
    val host = ScriptHost(ScriptCache(folder.resolve("cache")), ::KotlinScriptCompiler)
    val java = JavaBlock(folder)

    beforeSpec {
        fun keep(table: Tables, file: Path) = table.open().use { Files.copy(it, file, REPLACE_EXISTING) }
        keep(Tables.IRIS, Path.of("iris.csv"))
        keep(Tables.OLD_FAITHFUL, Path.of("faithful.csv"))
        keep(Tables.OLD_FAITHFUL, folder.resolve("faithful.csv"))
        listOf("iris.parquet", "faithful.feather").forEach { name ->
            checkNotNull(PagesTest::class.java.getResourceAsStream(name)).use { Files.copy(it, Path.of(name), REPLACE_EXISTING) }
        }
    }

    for (page in pages) {
        val title = root.relativize(page.file).toString()
        page.script()?.let { text ->
            test("Kotlin of $title") {
                val script = folder.resolve("${page.name}${ScriptHost.SUFFIX}").also { it.writeText(text) }
                host.run(ScriptRequest(script))
            }
        }
        page.blocks.filter { it.language == "java" }.forEachIndexed { i, block ->
            test("Java of $title, line ${block.line + 1}") {
                val name = page.name.replaceFirstChar(Char::uppercase) + i
                java.run(name, page.javaClass(block, name, JavaBlock.IMPORTS))
            }
        }
    }

    test("links between pages lead somewhere") {
        val links = Regex("""]\(([\w./-]+)\)""")
        pages.flatMap { page -> links.findAll(page.file.readText()).map { page.file.parent.resolve(it.groupValues[1]) } }
            .filterNot { it.normalize().exists() }
            .shouldBeEmpty()
    }

    test("the page on scripts names their imports") {
        val listed = guide.resolve("scripts.md").readLines().filter { it.startsWith("* `") }.map { it.removeSurrounding("* `", "`") }
        listed shouldBe Imports.ALL
    }

    test("the index of the guide names every page") {
        val index = guide.resolve("README.md").readText()
        guide.listDirectoryEntries("*.md").map { it.name }.filterNot { it == "README.md" || "($it)" in index }.shouldBeEmpty()
    }
})
