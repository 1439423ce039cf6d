package org.platen.notebook

import java.lang.reflect.Proxy
import org.jetbrains.kotlinx.jupyter.api.CodeCell
import org.jetbrains.kotlinx.jupyter.api.FieldValue
import org.jetbrains.kotlinx.jupyter.api.MimeTypedResult
import org.jetbrains.kotlinx.jupyter.api.Notebook
import org.jetbrains.kotlinx.jupyter.api.libraries.ExecutionHost

/** As much of a kernel as shows values of cells. */
class Kernel {
    private val cell = proxy<CodeCell> { _, _ -> null }
    private val notebook = proxy<Notebook> { name, _ -> if (name == "getCurrentCell") cell else null }
    private val host: ExecutionHost = executing()
    val library = PlatenNotebook().getDefinitions(notebook).single()

    /** What the kernel's own way of rendering makes of a value of a cell. */
    fun html(value: Any): String {
        val renderer = library.renderers.first { it.accepts(value) }
        val shown = renderer.execution.execute(host, FieldValue(value, null)).value as MimeTypedResult
        return shown.getValue("text/html")
    }

    private fun executing(): ExecutionHost {
        lateinit var own: ExecutionHost
        own = proxy<ExecutionHost> { name, arguments ->
            @Suppress("UNCHECKED_CAST")
            if (name == "execute") (arguments[0] as (Any?) -> Any?)(own) else null
        }
        return own
    }

    private inline fun <reified T> proxy(crossinline answer: (String, Array<Any?>) -> Any?): T =
        Proxy.newProxyInstance(T::class.java.classLoader, arrayOf(T::class.java)) { _, method, arguments ->
            answer(method.name, arguments ?: emptyArray())
        } as T
}
