package org.platen.files

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.createTempDirectory
import kotlin.io.path.deleteRecursively
import org.platen.dsl.kotlin.dot
import org.platen.dsl.kotlin.story
import org.platen.dsl.model.Model
import org.platen.inference.checkpoint.DeclaredConstants

/** Runs with a folder that is there for that long. */
@OptIn(kotlin.io.path.ExperimentalPathApi::class)
fun <T> inFolder(run: (Path) -> T): T {
    val folder = createTempDirectory("platen-files")
    try {
        return run(folder)
    } finally {
        folder.deleteRecursively()
    }
}

/** The same model from a file, after both forms of file gave one that is told, drawn and written as it was. */
fun roundTrip(model: Model): Model = inFolder { folder ->
    listOf("json", "platen")
        .map { ending ->
            withClue("${model.name()}.$ending") {
                val file = folder.resolve("model.$ending")
                model.save(file)
                val read = Models.load(file)
                read.story() shouldBe model.story()
                read.dot() shouldBe model.dot()
                read.variables().map { it.name() } shouldBe model.variables().map { it.name() }
                read.networks().map { it.summary() } shouldBe model.networks().map { it.summary() }
                read.guide().factors().map { (variable, own) -> variable.name() to own.describe() } shouldBe
                    model.guide().factors().map { (variable, own) -> variable.name() to own.describe() }
                DeclaredConstants.fingerprint(read) shouldBe DeclaredConstants.fingerprint(model)
                val again = folder.resolve("again.$ending")
                read.save(again)
                Files.readAllBytes(again).contentEquals(Files.readAllBytes(file)) shouldBe true
                read
            }
        }.last()
}
