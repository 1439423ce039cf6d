package org.platen.notebook

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.io.ByteArrayInputStream
import java.util.Base64
import javax.imageio.ImageIO
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
import org.platen.scripting.Imports

class PlatenNotebookTest : FunSpec({

    val kernel = Kernel()
    val html = kernel::html

    val heights = model("heights & more") {
        val mean by parameter(real())
        val spread by parameter(positive())
        plate("person").observed("height", normal(mean, spread))
    }
    val data = Data.of(heights["height"], doubleArrayOf(1.6, 1.8, 1.7))

    test("the descriptor names the integration, which imports the language and the engines") {
        val descriptor = PlatenNotebook::class.java.getResource("/META-INF/kotlin-jupyter-libraries/libraries.json")!!.readText()
        descriptor shouldContain "\"fqn\": \"${PlatenNotebook::class.qualifiedName}\""
        kernel.library.imports shouldBe Imports.ALL
        kernel.library.imports shouldContain "org.platen.dsl.kotlin.*"
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
