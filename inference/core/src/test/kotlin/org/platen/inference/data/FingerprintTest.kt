package org.platen.inference.data

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldMatch
import java.io.StringReader

class FingerprintTest :
    FunSpec({

        val numbers = doubleArrayOf(1.0, 2.0, Double.NaN, 4.0)
        val reference = Data.of(pairs["x"], numbers).fingerprint()

        test("a fingerprint is a SHA-256 in hexadecimal and repeats") {
            reference shouldMatch "[0-9a-f]{64}"
            Data.of(pairs["x"], numbers).fingerprint() shouldBe reference
        }

        test("the source of the values does not matter") {
            Data.csv(StringReader("a,b\n1,2\nNA,4\n"), "t.csv").columns("a", "b").into(pairs["x"]).fingerprint() shouldBe reference
            Data.of(pairs["x"], arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(Double.NaN, 4.0))).fingerprint() shouldBe reference
        }

        test("the order of binding does not matter") {
            val y = Data.of(schools["y"], doubleArrayOf(1.0))
            val se = Data.of(schools["se"], doubleArrayOf(2.0))
            y.and(se).fingerprint() shouldBe se.and(y).fingerprint()
        }

        test("another value, order, shape, variable or size gives another fingerprint") {
            val others = listOf(
                Data.of(pairs["x"], doubleArrayOf(1.0, 2.0, 3.0, 4.0)),
                Data.of(pairs["x"], doubleArrayOf(2.0, 1.0, Double.NaN, 4.0)),
                Data.of(scalar["x"], numbers),
                Data.of(schools["y"], numbers),
                Data.of(pairs["x"], numbers).and(pairs.plate("row"), 2),
                Data.none(),
            ).map { it.fingerprint() }
            others.forEach { it shouldNotBe reference }
            others.distinct().size shouldBe others.size
        }

        test("every value counts, also beyond the first block") {
            val long = DoubleArray(100_000) { it.toDouble() }
            val before = Data.of(scalar["x"], long).fingerprint()
            long[99_999] = 0.5
            Data.of(scalar["x"], long).fingerprint() shouldNotBe before
        }
    })
