package org.platen.cli

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import javax.imageio.ImageIO

class FirstCommandsTest : FunSpec({
    val folder = tempdir().toPath()

    test("the first command of the README fits a mixture and draws it") {
        val picture = folder.resolve("faithful.png")
        val said = platen("faithful", "--picture", picture)
        said.code shouldBe 0
        // mclust 6.1, emControl(tol = 1e-14): −1130.264, weights 0.3559 and 0.6441
        listOf("-1130.2640", "0.3559", "0.6441", "Picture: $picture").forEach { said.out shouldContain it }
        ImageIO.read(picture.toFile()).width shouldBe 800
    }

    test("the number of clusters of Old Faithful is chosen as elsewhere") {
        val said = platen("select", "--most", 3, "--restarts", 3)
        said.out shouldContain "Best by BIC: 2"
        val json = platen("select", "--most", 2, "--restarts", 3, "--json").out
        json shouldContain "\"best\":\"2\""
        // −2 · −1130.264 + 11 log 272
        Regex("\"bic\":([0-9.]+)").findAll(json).last().groupValues[1].toDouble() shouldBe (2322.192 plusOrMinus 1e-2)
    }
})
