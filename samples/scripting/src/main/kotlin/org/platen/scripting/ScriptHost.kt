package org.platen.scripting

import java.io.IOException
import java.nio.charset.MalformedInputException
import java.nio.file.Path
import kotlin.io.path.name
import kotlin.io.path.readText
import org.platen.dsl.model.Model

/**
 * Runs scripts: Kotlin files whose names end in [SUFFIX]. A script is compiled when it is new, and loaded from a cache when it was run before.
 *
 * @param compiler asked for when a script is not in the [cache]
 */
public class ScriptHost(private val cache: ScriptCache, private val compiler: () -> ScriptCompiler) {
    /**
     * Runs a script.
     *
     * @throws ScriptException when there is no such script, it does not compile, or it fails: with the place
     */
    public fun run(request: ScriptRequest): ScriptResult {
        val compiled = compiled(request.script)
        val script = PlatenScript(request)
        val outcome = placed(request.script.name) { compiled.run(script) }
        val study = script.declared ?: (outcome.value as? Model ?: outcome.models.singleOrNull())?.let { Study(it, null) }
        return ScriptResult(outcome.value, study?.let { placed(request.script.name, it) })
    }

    /** The same with what its binding throws told with its place. */
    private fun placed(name: String, study: Study): Study {
        val binding = study.binding ?: return study
        return Study(study.model) { table -> placed(name) { binding(table) } }
    }

    private fun <T> placed(name: String, work: () -> T): T = try {
        work()
    } catch (e: ScriptException) {
        throw e
    } catch (e: OutOfMemoryError) {
        throw e
    } catch (e: Throwable) {
        throw ScriptException(failure(name, e), e)
    }

    private fun compiled(file: Path): CompiledScript {
        if (!file.name.endsWith(SUFFIX)) {
            throw ScriptException("'$file' is no script: names of scripts end in $SUFFIX")
        }
        val source = read(file)
        val classPath = ClassPath.entries()
        val key = ScriptCache.key(file.name, source, classPath)
        return cache.find(key) ?: compiler().compile(file.name, source, classPath).also { cache.keep(key, it) }
    }

    private fun read(file: Path): String = try {
        file.readText()
    } catch (e: MalformedInputException) {
        throw ScriptException("script '$file' is no text in UTF-8", e)
    } catch (e: IOException) {
        throw ScriptException("script '$file' cannot be read: is it there?", e)
    }

    private fun failure(name: String, e: Throwable): String {
        val line = e.stackTrace.firstOrNull { it.fileName == name }?.lineNumber
        val message = e.message ?: e.toString()
        return if (line == null) "$name: $message" else "$name:$line: $message"
    }

    /** What scripts are known by. */
    public companion object {
        /** The end of their names. */
        public const val SUFFIX: String = ".platen.kts"
    }
}

/**
 * What came of a script.
 *
 * @property value of its last line
 * @property study what it offers to be fitted: that which it declared, or the model in its last line, or the only model it has
 */
public class ScriptResult(public val value: Any?, public val study: Study?)
