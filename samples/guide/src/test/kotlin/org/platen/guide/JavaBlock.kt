package org.platen.guide

import java.io.StringWriter
import java.net.URI
import java.net.URLClassLoader
import java.nio.file.Path
import javax.tools.JavaFileObject
import javax.tools.SimpleJavaFileObject
import javax.tools.ToolProvider

/** Compiles and runs Java as it stands on a page. */
internal class JavaBlock(private val folder: Path) {
    fun run(name: String, source: String) {
        val file = object : SimpleJavaFileObject(URI.create("string:///$name.java"), JavaFileObject.Kind.SOURCE) {
            override fun getCharContent(ignoreEncodingErrors: Boolean) = source
        }
        val errors = StringWriter()
        val options = listOf("-d", "$folder", "-cp", System.getProperty("java.class.path"), "-proc:none", "--release", "17")
        val compiled = ToolProvider.getSystemJavaCompiler().getTask(errors, null, null, options, null, listOf(file)).call()
        check(compiled) { errors.toString() }
        URLClassLoader(arrayOf(folder.toUri().toURL()), javaClass.classLoader).use { it.loadClass(name).getMethod("run").invoke(null) }
    }

    companion object {
        /** What an editor writes above a declaration. */
        val IMPORTS = listOf(
            "java.nio.file.Path",
            "java.time.Duration",
            "java.util.List",
            "org.platen.dsl.model.*",
            "org.platen.dsl.render.*",
            "org.platen.inference.amortized.*",
            "org.platen.inference.choice.*",
            "org.platen.inference.data.*",
            "org.platen.inference.dataset.*",
            "org.platen.inference.em.*",
            "org.platen.inference.mcmc.*",
            "org.platen.inference.vi.*",
            "static org.platen.dsl.distribution.Distributions.*",
            "static org.platen.dsl.expr.Expressions.*",
            "static org.platen.dsl.network.Activation.*",
        )
    }
}
