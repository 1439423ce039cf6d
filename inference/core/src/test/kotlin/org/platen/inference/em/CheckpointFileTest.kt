package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.double
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.map
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import java.io.UncheckedIOException
import java.nio.file.Files
import java.nio.file.Path
import org.platen.dsl.shape.ModelException
import org.platen.inference.checkpoint.CheckpointFile
import org.platen.inference.checkpoint.Section

class CheckpointFileTest :
    FunSpec({

        val mixture = fullMixture(2, 2)
        val engine = ExactEm().restarts(2).threads(1).seed(7)
        fun file(): Path = tempdir().toPath().resolve("fit.checkpoint")
        fun Path.names() = Files.list(this).use { files -> files.map { it.fileName.toString() }.sorted().toList() }
        fun error(file: Path) = shouldThrow<ModelException> { engine.resume(file).fit(mixture, faithful) }.message!!

        test("any labels and values are read back") {
            val file = file()
            checkAll(200, Arb.map(Arb.string(), Arb.string(), maxSize = 5)) { entries ->
                val sections = listOf(Section("empty"), Section("some", entries + ("[title]" to "tab\t, line\n, \\n, [x]\r")))
                CheckpointFile.write(file, sections)
                CheckpointFile.read(file) shouldBe sections
            }
        }

        test("numbers are read back bit for bit") {
            val file = file()
            checkAll(200, Arb.list(Arb.double(), 0..4)) { list ->
                val numbers = (
                    list + listOf(
                        -0.0,
                        Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        Double.NEGATIVE_INFINITY,
                        Double.NaN,
                        0.1 + 0.2,
                    )
                    ).toDoubleArray()
                CheckpointFile.write(file, listOf(Section("s").withNumbers("numbers", numbers).withNumbers("none", doubleArrayOf())))
                val read = CheckpointFile.read(file).single()
                read.numbers("numbers").map { it.toRawBits() } shouldBe numbers.map { it.toRawBits() }
                read.numbers("none").size shouldBe 0
            }
        }

        test("the file says what is fitted, to what, how and how far") {
            val file = file()
            engine.checkpoint(file, 10).fit(mixture, faithful)
            val lines = Files.readAllLines(file)
            lines.first() shouldBe "platen checkpoint 1"
            for (line in listOf(
                "model\tmixture",
                "line 3 of the model\tmean[cluster]       = parameter, real vector of 2",
                "shape of mean\t[2, 2]",
                "shape of covariance\t[2, 2, 2]",
                "fingerprint of the data\t${mixture.rows(faithful).fingerprint()}",
                "restarts\t2",
                "iterations\t2000",
                "tolerance\t1.0E-10",
                "seed\t7",
                "startAt\tthe data",
                "complete\ttrue",
                "[start 1]",
                "[start 2]",
            )) {
                lines shouldContain line
            }
            lines.any { it.startsWith("version\t") } shouldBe true
        }

        test("a truncated file is refused, wherever it ends") {
            val file = file()
            engine.iterations(3).checkpoint(file, 10).fit(mixture, faithful)
            val whole = Files.readAllBytes(file)
            for (length in (1 until 60) + (60 until whole.size step 37) + (whole.size - 20 until whole.size)) {
                Files.write(file, whole.copyOf(length))
                withClue("the first $length of ${whole.size} bytes") {
                    val message = error(file)
                    (listOf("truncated", "no checkpoint").any { it in message } && "fit.checkpoint" in message) shouldBe true
                }
            }
        }

        test("a damaged file is refused") {
            val file = file()
            engine.iterations(3).checkpoint(file, 10).fit(mixture, faithful)
            val whole = Files.readAllBytes(file)
            for (place in 20 until whole.size step 41) {
                Files.write(file, whole.clone().also { it[place] = (it[place] + 1).toByte() })
                withClue("byte $place") { error(file) shouldContain "damaged" }
            }
        }

        test("a foreign file, an empty one and one of a later format are refused as what they are") {
            val file = file()
            Files.writeString(file, "weights,mean\n1,2\n")
            error(file) shouldContain "is no checkpoint: it does not begin with 'platen checkpoint'"
            Files.writeString(file, "")
            error(file) shouldContain "is no checkpoint"
            Files.writeString(file, "platen checkpoint 2\nanything")
            error(file) shouldContain "is of format 2, this version of the library reads format 1"
        }

        test("where there is no checkpoint, the error says what to do") {
            val error = shouldThrow<UncheckedIOException> { engine.resume(file()).fit(mixture, faithful) }
            error.message!! shouldContain "there is no checkpoint that can be read at"
            error.message!! shouldContain "fit without resume"
        }

        test("only the checkpoint is left behind") {
            val file = file()
            engine.checkpoint(file, 1).fit(mixture, faithful)
            file.parent.names() shouldContainExactly listOf("fit.checkpoint")
        }

        test("a checkpoint that cannot be written at all is an error before the first iteration") {
            val file = tempdir().toPath().resolve("no such folder").resolve("fit.checkpoint")
            shouldThrow<UncheckedIOException> {
                engine.checkpoint(file, 1).progress { error("an iteration was made") }.fit(mixture, faithful)
            }.message!! shouldContain "cannot write checkpoint"
        }

        test("when the renaming fails, the error reaches the caller and nothing half-written stays") {
            val file = file()
            val thrown = shouldThrow<UncheckedIOException> {
                engine.checkpoint(file, 1).progress {
                    if (it.iteration() == 4) {
                        Files.delete(file)
                        Files.createDirectory(file)
                    }
                }.fit(mixture, faithful)
            }
            thrown.message!! shouldContain "cannot write checkpoint"
            file.parent.names() shouldContainExactly listOf("fit.checkpoint")
        }

        test("when the writing fails, the checkpoint before it is still whole") {
            val file = Files.createDirectory(tempdir().toPath().resolve("folder")).resolve("fit.checkpoint")
            val elsewhere = file.parent.resolveSibling("elsewhere")
            shouldThrow<UncheckedIOException> {
                engine.checkpoint(file, 1).progress {
                    if (it.iteration() == 4) Files.move(file.parent, elsewhere)
                }.fit(mixture, faithful)
            }.message!! shouldContain "the folder '${file.parent}' does not exist"
            elsewhere.names() shouldContainExactly listOf("fit.checkpoint")
            engine.resume(elsewhere.resolve("fit.checkpoint")).fit(mixture, faithful).bits() shouldBe engine.fit(mixture, faithful).bits()
        }
    })
