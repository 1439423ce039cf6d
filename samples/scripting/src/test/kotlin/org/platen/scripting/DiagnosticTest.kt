package org.platen.scripting

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class DiagnosticTest : FunSpec({
    val source = "val a = 1\n\tval b = c\n"

    test("an error is shown with its line, and a caret below its column") {
        Diagnostic("error", "Unresolved reference 'c'.", 2, 10).render("a.platen.kts", source) shouldBe
            "a.platen.kts:2:10: error: Unresolved reference 'c'.\n    \tval b = c\n    \t        ^"
    }

    test("an error without a place, or at one that the source does not have, is one line") {
        Diagnostic("error", "No class path").render("a.platen.kts", source) shouldBe "a.platen.kts: error: No class path"
        Diagnostic("error", "Expecting '}'", 9, 1).render("a.platen.kts", source) shouldBe "a.platen.kts:9:1: error: Expecting '}'"
    }
})
