package org.platen.notebook

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.io.ByteArrayInputStream
import java.lang.reflect.Proxy
import java.util.Base64
import javax.imageio.ImageIO
import org.jetbrains.kotlinx.jupyter.api.CodeCell
import org.jetbrains.kotlinx.jupyter.api.FieldValue
import org.jetbrains.kotlinx.jupyter.api.MimeTypedResult
import org.jetbrains.kotlinx.jupyter.api.Notebook
import org.jetbrains.kotlinx.jupyter.api.libraries.ExecutionHost
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.inference.data.Data
import org.platen.inference.dataset.Strokes
import org.platen.inference.kotlin.exactEm
import org.platen.inference.kotlin.fit
import org.platen.inference.kotlin.meanFieldVi
import org.platen.plots.plotTrace

class PlatenNotebookTest : FunSpec({

    val cell = proxy<CodeCell> { _, _ -> null }
    val notebook = proxy<Notebook> { name, _ -> if (name == "getCurrentCell") cell else null }
    val library = PlatenNotebook().getDefinitions(notebook).single()
    lateinit var host: ExecutionHost
    host = proxy<ExecutionHost> { name, arguments ->
        @Suppress("UNCHECKED_CAST")
        if (name == "execute") (arguments[0] as (Any?) -> Any?)(host) else null
    }

    /** What the kernel's own way of rendering makes of a value of a cell. */
    fun html(value: Any): String {
        val renderer = library.renderers.first { it.accepts(value) }
        val shown = renderer.execution.execute(host, FieldValue(value, null)).value as MimeTypedResult
        return shown.getValue("text/html")
    }

    val heights = model("heights & more") {
        val mean by parameter(real())
        val spread by parameter(positive())
        plate("person").observed("height", normal(mean, spread))
    }
    val data = Data.of(heights["height"], doubleArrayOf(1.6, 1.8, 1.7))

    test("the descriptor names the integration, which imports the language and the engines") {
        val descriptor = PlatenNotebook::class.java.getResource("/META-INF/kotlin-jupyter-libraries/libraries.json")!!.readText()
        descriptor shouldContain "\"fqn\": \"${PlatenNotebook::class.qualifiedName}\""
        library.imports shouldBe PlatenNotebook.IMPORTS
        library.imports shouldContain "org.platen.dsl.kotlin.*"
    }

    test("a model is its story and its diagram") {
        val shown = html(heights)
        shown shouldStartWith "<pre>heights &amp; more: person"
        shown shouldContain "<svg"
        shown shouldContain "height"
    }

    test("a fit is its summary and how the objective went") {
        html(heights.fit(data, exactEm(restarts = 1))) shouldContain "log-likelihood"
        val prior = model("prior") {
            val mu by latent(normal(0, 10))
            plate("row").observed("x", normal(mu, 1))
        }
        html(prior.fit(Data.of(prior["x"], doubleArrayOf(1.0, 2.0)), meanFieldVi(conjugate = false))) shouldContain "<svg"
    }

    test("a picture is its own SVG, and images are a PNG in the page") {
        val picture = heights.fit(data, exactEm(restarts = 1)).plotTrace()
        html(picture) shouldBe picture.svg()
        val shown = html(Strokes.images(120, 1).images())
        val png = Base64.getDecoder().decode(shown.substringAfter("base64,").substringBefore('"'))
        (ImageIO.read(ByteArrayInputStream(png)).width >= 280) shouldBe true
    }
})

private inline fun <reified T> proxy(crossinline answer: (String, Array<Any?>) -> Any?): T =
    Proxy.newProxyInstance(T::class.java.classLoader, arrayOf(T::class.java)) { _, method, arguments ->
        answer(method.name, arguments ?: emptyArray())
    } as T
