package org.platen.files

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.nio.file.Files
import java.nio.file.Path
import kotlin.math.PI
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt
import org.platen.dsl.kotlin.story
import org.platen.inference.data.Data
import org.platen.inference.em.EmFit

/** Files that were written when schema 1 was new: they are read for ever, and while there is no other schema they are written so. */
class Schema1Test : FunSpec({

    fun file(name: String): Path = Path.of(Schema1Test::class.java.getResource("schema-1/$name")!!.toURI())

    test("a model with a chain, a network and a guide") {
        val read = Models.load(file("model.json"))
        read.story() shouldBe Files.readString(file("model.txt"))
        inFolder { folder ->
            read.save(folder.resolve("model.json"))
            Files.readString(folder.resolve("model.json")) shouldBe Files.readString(file("model.json"))
        }
    }

    test("a fit, whose estimates are those that its file shows") {
        for (name in listOf("fit.json", "fit.platen")) {
            val read = Fits.load(file(name)) as EmFit
            read.estimate("weights").values().toList() shouldBe listOf(0.25, 0.75)
            read.estimate("mean").values().toList() shouldBe listOf(0.0, 4.0)
            // log(0.25 φ(0) + 0.75 φ(−4)), φ the density of Normal(0, 1) at 0 and at distance 4.
            read.logDensity(Data.of(read.model()["x"], doubleArrayOf(0.0))).single() shouldBe
                (ln((0.25 + 0.75 * exp(-8.0)) / sqrt(2 * PI)) plusOrMinus 1e-14)
            inFolder { folder ->
                read.save(folder.resolve("fit.json"))
                Files.readString(folder.resolve("fit.json")) shouldBe Files.readString(file("fit.json"))
            }
        }
    }
})
