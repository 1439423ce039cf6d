package org.platen.models.zoo

import io.kotest.matchers.shouldBe
import java.nio.file.Files
import java.nio.file.Path

/** A text file of this module that follows from the code: compared with, or written anew with `-Dplaten.update=true`. */
class KeptText(name: String, private val text: (String) -> String) {

    private val file = Path.of(System.getProperty("basedir", "models"), name)

    fun check() {
        val kept = if (Files.exists(file)) Files.readString(file) else ""
        val expected = text(kept)
        if (System.getProperty("platen.update") == "true") Files.writeString(file, expected) else kept shouldBe expected
    }
}
