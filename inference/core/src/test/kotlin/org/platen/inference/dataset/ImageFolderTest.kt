package org.platen.inference.dataset

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.awt.image.BufferedImage
import java.nio.file.Files
import java.nio.file.Path
import javax.imageio.ImageIO
import org.platen.dsl.shape.ModelException

private fun write(path: Path, height: Int, width: Int, type: Int, format: String = "png", value: (Int, Int) -> Int) {
    Files.createDirectories(path.parent)
    val image = BufferedImage(width, height, type)
    for (row in 0 until height) {
        for (column in 0 until width) {
            if (image.raster.numBands == 1) {
                image.raster.setSample(column, row, 0, value(row, column))
            } else {
                image.setRGB(column, row, value(row, column))
            }
        }
    }
    ImageIO.write(image, format, path.toFile()) shouldBe true
}

class ImageFolderTest :
    FunSpec({

        val root = tempdir().toPath()

        fun message(folder: String) = shouldThrow<ModelException> { ImageFolder.of(root.resolve(folder)).read() }.message!!

        test("folders are classes, files are images, both in the order of their names") {
            val folder = root.resolve("classes")
            write(folder.resolve("dog/1.png"), 2, 3, BufferedImage.TYPE_BYTE_GRAY) { row, column -> 100 * row + column }
            write(folder.resolve("cat/2.PNG"), 2, 3, BufferedImage.TYPE_BYTE_GRAY) { _, _ -> 51 }
            write(folder.resolve("cat/1.png"), 2, 3, BufferedImage.TYPE_BYTE_GRAY) { _, _ -> 255 }
            Files.writeString(folder.resolve("cat/notes.txt"), "no image")
            Files.writeString(folder.resolve("cat/.hidden.png"), "no image")
            val images = ImageFolder.of(folder).read()
            images.classes() shouldBe listOf("cat", "dog")
            images.labels().toList() shouldBe listOf(0, 0, 1)
            images.intensities(0).toList() shouldBe List(6) { 1.0 }
            images.intensities(1).toList() shouldBe List(6) { 0.2 }
            // The numbers in the file, not brought to another gamma.
            images.intensities(2).toList() shouldBe listOf(0, 1, 2, 100, 101, 102).map { it / 255.0 }
        }

        test("colours become channels, or their luminance") {
            val folder = root.resolve("colour")
            write(folder.resolve("a.png"), 1, 2, BufferedImage.TYPE_INT_RGB) { _, column -> if (column == 0) 0xff8000 else 0x0000ff }
            val colour = ImageFolder.of(folder).inColour().read()
            colour.shape() shouldBe ImageShape(1, 2, 3)
            colour.intensities(0).toList() shouldBe listOf(1.0, 0.0, 128 / 255.0, 0.0, 0.0, 1.0)
            colour.label(0) shouldBe Images.UNLABELLED
            // 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), rounded to 8 bits.
            ImageFolder.of(folder).read().intensities(0).toList() shouldBe listOf(151 / 255.0, 29 / 255.0)
        }

        test("16 bits, few bits and JPEG are read too") {
            val folder = root.resolve("kinds")
            write(folder.resolve("1.png"), 1, 1, BufferedImage.TYPE_USHORT_GRAY) { _, _ -> 13107 }
            write(folder.resolve("2.png"), 1, 1, BufferedImage.TYPE_BYTE_BINARY) { _, _ -> 1 }
            write(folder.resolve("3.jpg"), 1, 1, BufferedImage.TYPE_BYTE_GRAY, "jpg") { _, _ -> 153 }
            val images = ImageFolder.of(folder).read()
            images.intensity(0, 0, 0, 0) shouldBe 0.2
            images.intensity(1, 0, 0, 0) shouldBe 1.0
            images.intensity(2, 0, 0, 0) shouldBe (0.6 plusOrMinus 2 / 255.0)
        }

        test("images are brought to one size by means over areas") {
            val folder = root.resolve("sizes")
            write(folder.resolve("1.png"), 2, 4, BufferedImage.TYPE_BYTE_GRAY) { row, column -> 10 * row + 40 * column }
            write(folder.resolve("2.png"), 3, 3, BufferedImage.TYPE_BYTE_GRAY) { _, column -> 60 * column }
            val images = ImageFolder.of(folder).resized(1, 2).read()
            images.intensities(0).toList() shouldBe listOf(25 / 255.0, 105 / 255.0)
            // (0 + 60/2) / 1.5 and (60/2 + 120) / 1.5.
            images.intensities(1).toList() shouldBe listOf(20 / 255.0, 100 / 255.0)
            ImageFolder.of(folder.resolve("../sizes")).resized(6, 6).read().intensities(1).take(6) shouldBe
                listOf(0, 0, 60, 60, 120, 120).map { it / 255.0 }
            message("sizes") shouldContain "2.png is 3 × 3, but the first image is 2 × 4. Give all the same size: resized(height, width)."
        }

        test("damaged files, empty folders and files without a class are named") {
            val damaged = root.resolve("damaged")
            write(damaged.resolve("a.png"), 40, 40, BufferedImage.TYPE_BYTE_GRAY) { row, column -> row * 37 * column % 251 }
            val whole = Files.readAllBytes(damaged.resolve("a.png"))
            Files.write(damaged.resolve("a.png"), whole.copyOf(whole.size / 2))
            message("damaged") shouldContain "a.png cannot be read as an image"
            Files.writeString(damaged.resolve("a.png"), "text")
            message("damaged") shouldContain "a.png is no PNG or JPEG image"
            Files.createDirectories(root.resolve("empty"))
            message("empty") shouldContain "there are no PNG or JPEG files in"
            val mixed = root.resolve("mixed")
            write(mixed.resolve("a/1.png"), 1, 1, BufferedImage.TYPE_BYTE_GRAY) { _, _ -> 1 }
            write(mixed.resolve("2.png"), 1, 1, BufferedImage.TYPE_BYTE_GRAY) { _, _ -> 1 }
            message("mixed") shouldContain "2.png lies beside folders of classes"
        }

        test("a header that claims an enormous image is refused before memory is taken") {
            val folder = root.resolve("enormous")
            write(folder.resolve("a.png"), 1, 1, BufferedImage.TYPE_BYTE_GRAY) { _, _ -> 1 }
            val bytes = Files.readAllBytes(folder.resolve("a.png"))
            // Width and height are bytes 16 to 23 of a PNG file (W3C, PNG specification, 11.2.2); their checksum follows the header.
            for (i in 16..23) bytes[i] = if (i % 4 == 1) 16 else 0
            val checksum = java.util.zip.CRC32().apply { update(bytes, 12, 17) }.value
            for (i in 0..3) bytes[29 + i] = (checksum shr (24 - 8 * i)).toByte()
            Files.write(folder.resolve("a.png"), bytes)
            message("enormous") shouldContain "an image of 1048576 × 1048576 pixels"
        }
    })
