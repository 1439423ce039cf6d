package org.platen.progress

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import me.tongfei.progressbar.ConsoleProgressBarConsumer
import me.tongfei.progressbar.ProgressBarBuilder
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.inference.choice.ModelSelection
import org.platen.inference.data.Data
import org.platen.inference.em.ExactEm

class SelectionBarTest : FunSpec({
    val model = Model.declare("numbers") { m ->
        m.observed("x", m.plate("row"), normal(m.parameter("mean", real()), m.parameter("scale", positive())))
    }
    val data = Data.of(model["x"], doubleArrayOf(1.0, 2.0, 4.0))

    fun chosen(bar: SelectionBar) = bar.use {
        val family = { member: String -> if (member == "bad") error("no such model") else model }
        ModelSelection(ExactEm()).threads(1).progress(bar).fit(listOf("bad", "good"), family, data)
    }

    test("the bar counts the models and says what became of the latest") {
        val terminal = ByteArrayOutputStream()
        val builder = ProgressBarBuilder().setConsumer(ConsoleProgressBarConsumer(PrintStream(terminal), 200))
        chosen(SelectionBar.on(builder, "Choosing", 2)).best().name() shouldBe "good"
        // The last member is fitted first.
        for (part in listOf("Choosing", "2/2", "bad failed")) {
            terminal.toString() shouldContain part
        }
    }

    test("without a terminal it says nothing and does no harm") {
        chosen(SelectionBar.of("Choosing", 2)).best().name() shouldBe "good"
    }
})
