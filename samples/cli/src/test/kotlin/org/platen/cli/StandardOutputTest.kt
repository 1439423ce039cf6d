package org.platen.cli

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.OutputStream
import java.io.PrintStream
import java.io.PrintWriter
import java.io.StringWriter

class StandardOutputTest : FunSpec({
    fun failing(message: String) = object : OutputStream() {
        override fun write(b: Int) = throw IOException(message)
    }

    fun ended(output: OutputStream, code: Int): Pair<Int, String> {
        val out = StandardOutput(output)
        PrintStream(out, true).println("a result")
        val err = StringWriter()
        return out.exitCode(code, PrintWriter(err)) to err.toString().trim()
    }

    test("what cannot be written is a failure, and is told") {
        ended(failing("No space left on device"), 0) shouldBe (1 to "platen: the output cannot be written: No space left on device")
    }

    test("who reads no more of a pipe is no failure") {
        ended(failing("Broken pipe"), 0) shouldBe (0 to "")
        ended(failing("The pipe is being closed"), 2) shouldBe (2 to "")
    }

    test("what is written arrives") {
        val bytes = ByteArrayOutputStream()
        ended(bytes, 0) shouldBe (0 to "")
        bytes.toString().trim() shouldBe "a result"
    }
})
