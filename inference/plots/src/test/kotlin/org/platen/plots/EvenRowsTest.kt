package org.platen.plots

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class EvenRowsTest : FunSpec({

    test("few rows are all shown") {
        EvenRows.of(3, 10) shouldBe listOf(0, 1, 2)
        EvenRows.of(3, 3) shouldBe listOf(0, 1, 2)
    }

    test("many rows are shown at equal distances") {
        EvenRows.of(10, 5) shouldBe listOf(0, 2, 4, 6, 8)
    }

    test("axes that count have whole numbers at round places") {
        wholeBreaks(6) shouldBe listOf(0, 1, 2, 3, 4, 5)
        wholeBreaks(100) shouldBe List(10) { 10 * it }
        wholeBreaks(41) shouldBe listOf(0, 5, 10, 15, 20, 25, 30, 35, 40)
        wholeBreaks(Int.MAX_VALUE).size shouldBe 11
    }

    test("no row is shown twice, however many there are") {
        val rows = EvenRows.of(Int.MAX_VALUE, 10_000)
        rows.zipWithNext().all { (a, b) -> a < b } shouldBe true
        (rows.last() < Int.MAX_VALUE) shouldBe true
    }
})
