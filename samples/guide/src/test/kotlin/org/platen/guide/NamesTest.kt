package org.platen.guide

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainAll
import java.io.File
import java.lang.reflect.Modifier
import java.nio.file.FileSystems
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.isDirectory
import kotlin.io.path.pathString
import org.jspecify.annotations.NullMarked

/** Java and Kotlin callers alike. */
class NamesTest : FunSpec({

    val classes = System.getProperty("java.class.path").split(File.pathSeparator).map(Path::of).flatMap(::platenClasses)
        .map { Class.forName(it, false, NamesTest::class.java.classLoader) }
        .filter { Modifier.isPublic(it.modifiers) && !it.packageName.startsWith("org.platen.guide") }

    test("the modules are looked at") {
        classes.map { it.name } shouldContainAll
            listOf("org.platen.dsl.model.Model", "org.platen.inference.em.ExactEm", "org.platen.inference.tensorflow.TensorFlowBackend")
    }

    test("every package of Java says what may be null, so that Kotlin sees no platform types") {
        classes.filterNot { it.isAnnotationPresent(Metadata::class.java) }.map { it.packageName }.distinct().filterNot { name ->
            runCatching { Class.forName("$name.package-info") }.getOrNull()?.isAnnotationPresent(NullMarked::class.java) ?: false
        }.shouldBeEmpty()
    }

    test("no name needs back-ticks in Kotlin, and none is a keyword of Java") {
        classes.flatMap { type ->
            type.declaredMethods.filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic }.map { "${type.name}.${it.name}" }
        }
            .filter { it.substringAfterLast('.') in KEYWORDS }
            .shouldBeEmpty()
    }
})

private fun platenClasses(entry: Path): List<String> = when {
    entry.isDirectory() -> names(entry)
    entry.pathString.endsWith(".jar") -> FileSystems.newFileSystem(entry).use { names(it.getPath("/")) }
    else -> emptyList()
}

private fun names(root: Path): List<String> {
    val own = root.resolve("org/platen")
    if (!own.isDirectory()) {
        return emptyList()
    }
    return Files.walk(own).use { files ->
        files.map { root.relativize(it).pathString }.filter { it.endsWith(".class") && !it.endsWith("-info.class") }
            .map { it.removeSuffix(".class").replace('/', '.') }.toList()
    }
}

private val KEYWORDS = """
    as break class continue do else false for fun if in interface is null object package return super this throw true
    try typealias typeof val var when while abstract assert boolean byte case catch char const default double enum
    extends final finally float goto implements import instanceof int long native new private protected public short
    static strictfp switch synchronized throws transient void volatile
""".trim().split(Regex("""\s+""")).toSet()
