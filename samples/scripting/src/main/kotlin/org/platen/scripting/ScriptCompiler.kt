package org.platen.scripting

import java.nio.file.Path
import java.util.ServiceLoader

/** Turns scripts into classes. Found on the class path by a [ServiceLoader], or handed to a [ScriptHost]. */
public interface ScriptCompiler {
    /**
     * Compiles a script of this [name] and [source] against [classPath].
     *
     * @throws ScriptException with every error, its line and column
     */
    public fun compile(name: String, source: String, classPath: List<Path>): CompiledScript

    /** How to find one. */
    public companion object {
        /** The compiler that [loader] sees. */
        public fun from(loader: ClassLoader): ScriptCompiler? = ServiceLoader.load(ScriptCompiler::class.java, loader).firstOrNull()
    }
}
