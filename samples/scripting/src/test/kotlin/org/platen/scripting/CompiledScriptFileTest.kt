package org.platen.scripting

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.maps.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe

class CompiledScriptFileTest : FunSpec({
    val script = CompiledScript("A_platen", null, mapOf("A_platen.class" to byteArrayOf(1, 2), "A_platen\$B.class" to byteArrayOf()))
    val bytes = CompiledScriptFile.write("key", script)

    test("what is written is read again") {
        val read = CompiledScriptFile.read("key", bytes).shouldNotBeNull()
        read.mainClass shouldBe "A_platen"
        read.resultField.shouldBeNull()
        read.classes.mapValues { it.value.toList() } shouldContainExactly script.classes.mapValues { it.value.toList() }
    }

    test("classes that were made for another key are not read") {
        CompiledScriptFile.read("other", bytes).shouldBeNull()
    }

    test("half a file is not read, whatever half") {
        for (length in bytes.indices) {
            withClue(length) { CompiledScriptFile.read("key", bytes.copyOf(length)).shouldBeNull() }
        }
    }

    test("a file with a changed bit is not read, whatever bit") {
        for (i in bytes.indices) {
            val changed = bytes.copyOf().also { it[i] = (it[i].toInt() xor (1 shl (i % 8))).toByte() }
            withClue(i) { CompiledScriptFile.read("key", changed).shouldBeNull() }
        }
    }
})
