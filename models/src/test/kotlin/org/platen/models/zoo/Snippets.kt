package org.platen.models.zoo

import java.net.URI
import java.net.URLClassLoader
import java.nio.file.Files
import javax.tools.DiagnosticCollector
import javax.tools.JavaFileObject
import javax.tools.SimpleJavaFileObject
import javax.tools.ToolProvider
import org.platen.dsl.model.Model

/** Compiles Java snippets that declare a `model`, each in a class of its own, and runs them. */
object Snippets {

    /** The declared models, by the names of the snippets. */
    fun run(snippets: Map<String, String>): Map<String, Model> {
        val folder = Files.createTempDirectory("snippets")
        try {
            val classes = snippets.keys.associateWith { "Snippet_" + it.replace('-', '_') }
            val units = snippets.map { (name, code) -> Unit(classes.getValue(name), code) }
            val problems = DiagnosticCollector<JavaFileObject>()
            val options = listOf("-proc:none", "-d", folder.toString(), "-classpath", System.getProperty("java.class.path"))
            check(ToolProvider.getSystemJavaCompiler().getTask(null, null, problems, options, null, units).call()) {
                problems.diagnostics.joinToString("\n")
            }
            return URLClassLoader(arrayOf(folder.toUri().toURL()), Snippets::class.java.classLoader).use { loader ->
                classes.mapValues { (_, type) -> loader.loadClass(type).getMethod("declared").invoke(null) as Model }
            }
        } finally {
            folder.toFile().deleteRecursively()
        }
    }

    private class Unit(name: String, private val snippet: String) :
        SimpleJavaFileObject(URI.create("string:///$name.java"), JavaFileObject.Kind.SOURCE) {

        private val name = name

        override fun getCharContent(ignoreEncodingErrors: Boolean): CharSequence {
            val (imports, statements) = snippet.lines().partition { it.startsWith("import ") }
            return (
                imports + "public class $name { public static org.platen.dsl.model.Model declared() {" + statements +
                    "return model; } }"
                )
                .joinToString("\n")
        }
    }
}
