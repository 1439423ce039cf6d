package org.platen.models.zoo

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.nio.file.Files
import kotlin.io.path.createTempDirectory
import org.platen.dsl.render.Dot
import org.platen.dsl.render.Story
import org.platen.files.Models
import org.platen.inference.em.ExactEm
import org.platen.inference.fit.Making

class FilesTest : FunSpec({

    val folder = createTempDirectory("platen-zoo")

    afterSpec { folder.toFile().deleteRecursively() }

    for (entry in Zoo.entries()) {
        test("${entry.name()}: its model comes back from a file as it was") {
            val example = entry.example()
            val model = example.model()
            for (ending in listOf("json", "platen")) {
                val file = folder.resolve("model.$ending")
                Models.save(model, file)
                val read = Models.load(file)
                Story.of(read) shouldBe Story.of(model)
                Dot.of(read) shouldBe Dot.of(model)
                Making.fingerprint(read) shouldBe Making.fingerprint(model)
                ExactEm().suits(read, example.data().forModel(read)) shouldBe ExactEm().suits(model, example.data())
                val again = folder.resolve("again.$ending")
                Models.save(read, again)
                Files.mismatch(file, again) shouldBe -1L
            }
        }
    }
})
