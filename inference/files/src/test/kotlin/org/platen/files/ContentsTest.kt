package org.platen.files

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.io.path.writeText
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.shape.ModelException
import org.platen.inference.em.ExactEm

class ContentsTest : FunSpec({
    val folder = tempdir().toPath()

    test("a file tells what it holds, whatever its form") {
        val model = model("numbers") { plate("row").observed("x", normal(0.0, 1.0)) }
        for (name in listOf("a.json", "a.platen")) {
            Models.save(model, folder.resolve("model $name"))
            Contents.of(folder.resolve("model $name")) shouldBe "model"
            Engines.save(ExactEm(), folder.resolve("engine $name"))
            Contents.of(folder.resolve("engine $name")) shouldBe "engine"
        }
    }

    test("a file of something else is an error that names it") {
        val other = folder.resolve("other.json").also { it.writeText("{\"a\": 1}") }
        shouldThrow<ModelException> { Contents.of(other) }.message shouldContain "cannot read $other: it is no file of Platen"
    }
})
