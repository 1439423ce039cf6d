package org.platen.cli

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class JsonTest : FunSpec({
    test("maps, lists, arrays, numbers, truth values and nothing are written as JSON has them") {
        Json.of(linkedMapOf("a" to listOf(1, 2.5, true), "b" to doubleArrayOf(1e-300, -0.0), "c" to null)) shouldBe
            """{"a":[1,2.5,true],"b":[1.0E-300,-0.0],"c":null}"""
    }

    test("numbers that JSON does not know are null") {
        Json.of(doubleArrayOf(Double.NaN, Double.POSITIVE_INFINITY)) shouldBe "[null,null]"
    }

    test("quotes, backslashes and control characters of texts are escaped") {
        Json.of("a \"b\" \\ c\nd") shouldBe "\"a \\\"b\\\" \\\\ c\\u000ad\""
    }
})
