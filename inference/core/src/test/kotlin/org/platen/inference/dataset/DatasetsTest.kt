package org.platen.inference.dataset

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.Enabled
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.UncheckedIOException
import java.nio.file.Files
import java.nio.file.Path
import org.platen.dsl.shape.ModelException

class DatasetsTest :
    FunSpec({

        val folder = tempdir().toPath()
        val two = bytes(0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6)

        fun file(name: String, content: ByteArray): Path = Files.write(folder.resolve(name), content)

        val labels = file("labels", idx(listOf(2), bytes(1, 0)))

        fun message(images: ByteArray, others: Path = labels) =
            shouldThrow<ModelException> { Datasets.idx(file("images", images), others) }.message!!

        test("a pair of IDX files is read, packed or not") {
            listOf<(ByteArray) -> ByteArray>({ it }, ::packed).forEach { pack ->
                val images = Datasets.idx(file("images", pack(idx(listOf(2, 2, 3), two))), file("codes", pack(idx(listOf(2), bytes(2, 0)))))
                images.count() shouldBe 2
                images.shape() shouldBe ImageShape.gray(2, 3)
                images.labels().toList() shouldBe listOf(2, 0)
                images.classes() shouldBe listOf("0", "1", "2")
                images.intensities(0).toList() shouldBe listOf(0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
                images.intensity(1, 1, 2, 0) shouldBe 6 / 255.0
            }
        }

        test("files that are cut off, too long, or something else are refused by name") {
            val good = idx(listOf(2, 2, 3), two)
            message(good.copyOf(20)) shouldContain "images says that it holds 12 bytes, but a file of 20 bytes cannot"
            message(packed(good).copyOf(30)) shouldBe "images is cut off. Copy or download it again."
            message(packed(good.copyOf(20))) shouldBe "images is cut off. Copy or download it again."
            message(good.copyOf(3)) shouldBe "images is cut off. Copy or download it again."
            message(good + 0) shouldBe "images goes on after the 12 bytes that its sizes tell"
            message(idx(listOf(2, 2, 3), two, type = 13)) shouldBe
                "images starts with 0x00000d03, expected 0x00000803: an IDX file of unsigned bytes with 3 sizes"
            message(idx(listOf(2), bytes(1, 0))) shouldContain "starts with 0x00000801, expected 0x00000803"
            message("<html>not found</html>".toByteArray()) shouldContain "images starts with 0x3c68746d"
            message(idx(listOf(2, 0, 3), bytes())) shouldBe "images has size 0, expected sizes from 1 to 2³¹ − 1"
            message(idx(listOf(-2, 2, 3), two)) shouldContain "images has size -2"
        }

        test("what a header claims is not believed before the file could hold it") {
            val claim = listOf(Int.MAX_VALUE, Int.MAX_VALUE, 28)
            message(idx(claim, two)) shouldContain "but a file of 28 bytes cannot"
            message(packed(idx(listOf(1_000_000, 28, 28), two))) shouldContain "images says that it holds 784000000 bytes"
        }

        test("labels belong to the images") {
            message(idx(listOf(3, 2, 2), two)) shouldBe "images has 3 images, but labels has 2 labels"
            val wrong = file("wrong", idx(listOf(2), bytes(0, 10)))
            shouldThrow<ModelException> {
                IdxImages.read(file("images", idx(listOf(2, 2, 3), two)), wrong, listOf("a", "b"))
            }.message shouldBe
                "wrong has a label 10, but there are 2 classes"
        }

        test("a file or folder that is not there is named") {
            shouldThrow<UncheckedIOException> { Datasets.idx(folder.resolve("none"), labels) }.message!! shouldContain "cannot read none"
            shouldThrow<ModelException> { Datasets.idxFolder(folder) }.message!! shouldContain
                "there is neither train-images-idx3-ubyte nor train-images-idx3-ubyte.gz in $folder"
        }

        test("images come without labels too") {
            val images = Datasets.idx(file("images", idx(listOf(2, 2, 3), two)))
            images.count() shouldBe 2
            images.labels().toList() shouldBe listOf(Images.UNLABELLED, Images.UNLABELLED)
            images.classes() shouldBe listOf()
        }

        val binary = System.getProperty("platen.data")?.let { Path.of(it, "binarized-mnist", "valid-images-idx3-ubyte.gz") }
        val hasBinary = if (binary != null &&
            Files.exists(binary)
        ) {
            Enabled.enabled
        } else {
            Enabled.disabled("needs binarized-mnist in platen.data")
        }

        test("digits that were binarised once are black and white").config(enabledOrReasonIf = { hasBinary }) {
            val images = Datasets.idx(binary!!).binarised(Binarisation.above(0.0), 0)
            images.count() shouldBe 10_000
            // The share of ones among the 7,840,000 bytes of the file: Python.
            images.mean() shouldBe (0.131127 plusOrMinus 5e-7)
        }

        context("MNIST") {
            val mnist = System.getProperty("platen.data")?.let { Path.of(it, "mnist") }?.takeIf(Files::exists)
            val present = if (mnist != null) Enabled.enabled else Enabled.disabled("needs mnist in the folder named by platen.data")

            test("the files are those that were published").config(enabledOrReasonIf = { present }) {
                val split = Datasets.mnist(mnist!!)
                split.train().count() shouldBe 60_000
                split.test().count() shouldBe 10_000
                split.train().shape() shouldBe ImageShape.gray(28, 28)
                // The first bytes of the label files, as od shows them.
                split.train().labels().take(12) shouldBe listOf(5, 0, 4, 1, 9, 2, 1, 3, 1, 4, 3, 5)
                split.test().labels().take(12) shouldBe listOf(7, 2, 1, 0, 4, 1, 4, 9, 5, 9, 0, 6)
                // The figure that programs everywhere normalise by: mean 0.1307.
                split.train().mean() shouldBe (0.1307 plusOrMinus 5e-5)
                // Counts of the classes: LeCun's page, repeated in many papers.
                split.test().labels().groupBy { it }.toSortedMap().values.map { it.size } shouldBe
                    listOf(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)
                Datasets.idxFolder(mnist).test().mean() shouldBe split.test().mean()
            }
        }
    })
