package org.platen.cli

import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldNotContain
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.copyTo
import kotlin.io.path.createDirectories
import kotlin.io.path.exists
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.readText
import kotlin.io.path.writeText
import kotlin.time.Duration.Companion.seconds

/** The start script, with a Java that only tells its arguments and makes the archive it is asked for. */
class LauncherTest : FunSpec({
    val windows = System.getProperty("os.name").startsWith("Windows")
    val source = Path.of("src/main/launchers/platen").let { if (it.exists()) it else Path.of("samples/cli").resolve(it) }
    val folder = tempdir().toPath().resolve("a folder").createDirectories()
    val cache = folder.resolve("cache")

    fun executable(file: Path, text: String) {
        file.parent.createDirectories()
        file.writeText(text)
        file.toFile().setExecutable(true)
    }

    fun started(platen: Path, vararg arguments: String): List<String> {
        val process = ProcessBuilder(listOf(platen.toString()) + arguments).redirectErrorStream(true).apply {
            environment()["JAVA_HOME"] = folder.resolve("jdk").toString()
            environment()["PLATEN_CACHE"] = cache.toString()
            environment()["PLATEN_JAVA_OPTIONS"] = "-Xmx1g -Done=1"
        }.start()
        return process.inputReader().readLines().also { process.waitFor() shouldBe 3 }
    }

    fun archive(option: String) = option.startsWith("-XX:SharedArchiveFile=") || option == "-XX:+AutoCreateSharedArchive"

    fun archives() = if (cache.exists()) cache.listDirectoryEntries("*.jsa") else listOf()

    test(
        "arguments are passed as they are, the exit code too; the first start makes an archive that the next one uses",
    ).config(enabled = !windows) {
        executable(
            folder.resolve("jdk/bin/java"),
            "#!/bin/sh\nfor a in \"$@\"; do case \$a in -XX:ArchiveClassesAtExit=*) echo > \"\${a#*=}\"; exit 0 ;; esac; done\n" +
                "printf '%s\\n' \"$@\"\nexit 3\n",
        )
        source.copyTo(folder.resolve("platen")).toFile().setExecutable(true)
        folder.resolve("platen.jar").writeText("jar")
        val first = started(folder.resolve("platen"), "run", "a b", "*")
        first.takeLast(5) shouldBe listOf("-jar", folder.resolve("platen.jar").toString(), "run", "a b", "*")
        first shouldContain "-Xmx1g"
        eventually(120.seconds) {
            archives() shouldHaveSize 1
            cache.listDirectoryEntries() shouldHaveSize 1
        }
        started(folder.resolve("platen")) shouldContain "-XX:SharedArchiveFile=${archives().single()}"
        archives() shouldHaveSize 1

        folder.resolve("platen.jar").writeText("another jar")
        started(folder.resolve("platen"))
        eventually(120.seconds) { archives() shouldHaveSize 2 }
    }

    test("it finds its jar through symbolic links").config(enabled = !windows) {
        val link = Files.createSymbolicLink(folder.resolve("link"), Path.of("platen"))
        val further = Files.createSymbolicLink(folder.resolve("further"), link)
        started(further).last() shouldBe folder.resolve("platen.jar").toString()
    }

    test("without Java it says what to do").config(enabled = !windows) {
        val process = ProcessBuilder(folder.resolve("platen").toString()).apply {
            environment()["JAVA_HOME"] = folder.resolve("no jdk").toString()
            environment()["PLATEN_CACHE"] = cache.toString()
        }.start()
        process.errorReader().readText() shouldBe
            "platen: there is no ${folder.resolve("no jdk")}/bin/java: install Java 17 or later, or let JAVA_HOME name its folder\n"
        process.waitFor() shouldBe 1
    }

    test("both start scripts give Java the same options, and pass arguments and the exit code on").config(enabled = !windows) {
        val text = source.resolveSibling("platen.bat").readText()
        val lines = text.lines().map { it.trimEnd('\r') }
        val call = lines.single { it.startsWith("\"%java%\" ") }
        val batch = call.substringBefore(" %PLATEN_JAVA_OPTIONS%").split(' ').drop(1)
        val shell = started(folder.resolve("platen")).takeWhile { it != "-Xmx1g" }
        batch.filterNot(::archive).sorted() shouldBe shell.filterNot(::archive).sorted()
        shell shouldContain "--sun-misc-unsafe-memory-access=allow"
        // This Java understands them or passes over them, without a word.
        val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
        val version = ProcessBuilder(listOf(java) + shell.filterNot(::archive) + "--version").redirectErrorStream(true).start()
        val said = version.inputReader().readText()
        version.waitFor() shouldBe 0
        listOf("WARNING", "Unrecognized", "error").forEach { said shouldNotContain it }
        call shouldEndWith "-jar \"%~dp0platen.jar\" %*"
        lines.last { it.isNotEmpty() } shouldBe "exit /b %ERRORLEVEL%"
        listOf("TF_CPP_MIN_LOG_LEVEL", "PLATEN_CACHE").forEach { variable ->
            text shouldContain variable
            source.readText() shouldContain variable
        }
        // cmd loses its place behind labels of files whose lines end in a line feed alone.
        text.replace("\r\n", "") shouldNotContain "\n"
        // Paths may have spaces, brackets and ampersands.
        lines.filter { "%java%" in it || "%cache%" in it || "%~dp0" in it }.forEach { line ->
            line.replace(Regex("\"[^\"]*\""), "") shouldNotContain Regex("%(java|cache|~dp0)")
        }
    }
})
