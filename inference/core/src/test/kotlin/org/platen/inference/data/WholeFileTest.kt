package org.platen.inference.data

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path

class WholeFileTest :
    FunSpec({
        fun Path.names() = Files.list(this).use { files -> files.map { it.fileName.toString() }.sorted().toList() }

        test("a file that is there stays as it was until the new one is whole, and when that fails") {
            val folder = tempdir().toPath()
            val file = folder.resolve("file")
            WholeFile.write(file) { Files.writeString(it, "before") }
            for (failure in listOf(IOException("full"), IllegalStateException("wrong"))) {
                shouldThrow<Exception> {
                    WholeFile.write(file) {
                        Files.writeString(it, "half")
                        Files.readString(file) shouldBe "before"
                        throw failure
                    }
                } shouldBe failure
                Files.readString(file) shouldBe "before"
                folder.names() shouldContainExactly listOf("file")
            }
        }

        test("two that write the same file at once do not get in each other's way") {
            val folder = tempdir().toPath()
            val file = folder.resolve("file")
            WholeFile.write(file) { outer ->
                Files.writeString(outer, "outer")
                WholeFile.write(file) { Files.writeString(it, "inner") }
                Files.readString(file) shouldBe "inner"
            }
            Files.readString(file) shouldBe "outer"
            folder.names() shouldContainExactly listOf("file")
        }

        test("a folder in its place, or none around it, is an error that says what to do") {
            val folder = tempdir().toPath()
            shouldThrow<IOException> { WholeFile.write(folder) { error("is not asked") } }.message shouldBe
                "it is a folder. Name a file in it."
            val missing = folder.resolve("missing")
            shouldThrow<IOException> { WholeFile.write(missing.resolve("file")) { error("is not asked") } }.message shouldBe
                "the folder '$missing' does not exist. Create it first."
        }
    })
