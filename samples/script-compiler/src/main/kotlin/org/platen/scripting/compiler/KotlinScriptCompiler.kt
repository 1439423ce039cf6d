package org.platen.scripting.compiler

import java.nio.file.Path
import kotlin.script.experimental.api.CompiledScript as Compiled
import kotlin.script.experimental.api.ResultWithDiagnostics
import kotlin.script.experimental.api.ScriptCompilationConfiguration
import kotlin.script.experimental.api.ScriptDiagnostic
import kotlin.script.experimental.api.compilerOptions
import kotlin.script.experimental.api.defaultImports
import kotlin.script.experimental.api.fileExtension
import kotlin.script.experimental.api.implicitReceivers
import kotlin.script.experimental.host.StringScriptSource
import kotlin.script.experimental.jvm.impl.KJvmCompiledModuleInMemory
import kotlin.script.experimental.jvm.impl.KJvmCompiledScript
import kotlin.script.experimental.jvm.jvm
import kotlin.script.experimental.jvm.updateClasspath
import kotlin.script.experimental.jvmhost.BasicJvmScriptingHost
import org.platen.scripting.CompiledScript
import org.platen.scripting.Diagnostic
import org.platen.scripting.Imports
import org.platen.scripting.PlatenScript
import org.platen.scripting.ScriptCompiler
import org.platen.scripting.ScriptException

/** The Kotlin compiler, with the imports that a script needs no line for. */
public class KotlinScriptCompiler : ScriptCompiler {
    override fun compile(name: String, source: String, classPath: List<Path>): CompiledScript {
        val host = BasicJvmScriptingHost()
        val compiled = host.runInCoroutineContext { host.compiler(StringScriptSource(source, name), configuration(classPath)) }
        return when (compiled) {
            is ResultWithDiagnostics.Success -> classes(compiled.value)
            is ResultWithDiagnostics.Failure ->
                throw ScriptException(errors(name, source, compiled.reports), compiled.reports.firstNotNullOfOrNull { it.exception })
        }
    }

    private fun configuration(classPath: List<Path>) = ScriptCompilationConfiguration {
        fileExtension("platen.kts")
        implicitReceivers(PlatenScript::class)
        defaultImports(Imports.ALL)
        compilerOptions("-jvm-target", "17", "-Xjdk-release=17")
        jvm { updateClasspath(classPath.map(Path::toFile)) }
    }

    private fun classes(script: Compiled): CompiledScript {
        val compiled = script as KJvmCompiledScript
        val module = compiled.getCompiledModule() as KJvmCompiledModuleInMemory
        return CompiledScript(
            compiled.scriptClassFQName,
            compiled.resultField?.first,
            module.compilerOutputFiles.filterKeys {
                it.endsWith(".class")
            },
        )
    }

    private fun errors(name: String, source: String, reports: List<ScriptDiagnostic>): String = reports
        .filter { it.severity >= ScriptDiagnostic.Severity.ERROR }
        .distinctBy { it.message to it.location?.start }
        .joinToString("\n") { report ->
            val start = report.location?.start
            Diagnostic("error", report.message, start?.line, start?.col).render(name, source)
        }
}
