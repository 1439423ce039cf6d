package org.platen.models.zoo

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldBeUnique
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import org.platen.dsl.render.Story
import org.platen.dsl.shape.ModelException

class ZooTest : FunSpec({
    test("names are unique and in kebab case, and find their entries") {
        Zoo.entries().map { it.name() }.shouldBeUnique()
        for (entry in Zoo.entries()) {
            entry.name() shouldMatch "[a-z0-9]+(-[a-z0-9]+)*"
            Zoo.find(entry.name()) shouldBe entry
        }
    }

    test("an unknown name is answered with the nearest") {
        shouldThrow<ModelException> { Zoo.find("gausian-mixture") }.message shouldContain "The nearest are gaussian-mixture"
    }

    for (entry in Zoo.entries()) {
        test("${entry.name()}: its documentation tells the story that the model prints, and its data suit it") {
            val example = entry.example()
            example.model().name() shouldBe entry.name()
            Story.of(example.model()) shouldBe entry.declaration().story()
            example.data().bind(example.model())
            entry.kotlin() shouldContain "model("
            for (truth in example.truths()) {
                withClue(truth.variable()) { truth.values().filterNot(Double::isFinite).shouldBeEmpty() }
            }
        }
    }

    test("the Java snippets declare the models of the examples") {
        val models = Snippets.run(Zoo.entries().associate { it.name() to it.java() })
        for (entry in Zoo.entries()) {
            withClue(entry.name()) { Story.of(models.getValue(entry.name())) shouldBe Story.of(entry.example().model()) }
        }
    }

    test("the README lists every entry") {
        KeptText("README.md") { text -> text.replaceAfter(BEGIN, list() + END + text.substringAfter(END)) }.check()
    }
})

private const val BEGIN = "<!-- the list: written by ZooTest with -Dplaten.update=true -->\n"
private const val END = "<!-- end of the list -->\n"

private fun list() = Zoo.entries().groupBy { it.family() }.map { (family, entries) ->
    val rows = entries.joinToString("") { "| `${it.name()}` | ${it.title()} | ${it.source()} |\n" }
    "\n### ${family.title().replaceFirstChar(Char::uppercase)}\n\n| name | what | source |\n|---|---|---|\n$rows"
}.joinToString("") + "\n"
