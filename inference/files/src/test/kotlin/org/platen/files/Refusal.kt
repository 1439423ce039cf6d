package org.platen.files

import io.kotest.matchers.string.shouldContain
import java.nio.file.Files
import java.nio.file.Path
import org.platen.dsl.shape.ModelException

/** Why a file is not read; null when it is. Anything but a [ModelException] that names the file fails the test. */
fun refusal(bytes: ByteArray, load: (Path) -> Any): String? = inFolder { folder ->
    val file = folder.resolve("hostile.platen")
    Files.write(file, bytes)
    try {
        load(file)
        null
    } catch (e: ModelException) {
        e.message.also { it!! shouldContain "hostile.platen" }
    }
}
