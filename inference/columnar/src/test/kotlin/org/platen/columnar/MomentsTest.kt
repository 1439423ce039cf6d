package org.platen.columnar

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.math.BigInteger

class MomentsTest : FunSpec({
    test(
        "half-precision numbers: the table of examples of IEEE 754 binary16 at en.wikipedia.org/wiki/Half-precision_floating-point_format",
    ) {
        val numbers = mapOf(
            0x0000 to 0.0,
            0x0001 to 5.960464477539063E-8,
            0x03ff to 6.097555160522461E-5,
            0x0400 to 6.103515625E-5,
            0x3555 to 0.333251953125,
            0x3bff to 0.99951171875,
            0x3c00 to 1.0,
            0x3c01 to 1.0009765625,
            0x7bff to 65504.0,
            0x7c00 to Double.POSITIVE_INFINITY,
            0xc000 to -2.0,
            0xfc00 to Double.NEGATIVE_INFINITY,
            0x7e00 to Double.NaN,
        )
        numbers.forEach { (bits, number) -> Moments.half(bits).compareTo(number) shouldBe 0 }
        Moments.half(0x8000).compareTo(-0.0) shouldBe 0
        Moments.half(-0x4000) shouldBe -2.0
    }

    test("numbers without a sign have all their bits") {
        Moments.unsigned(1) shouldBe 1L
        Moments.unsigned(-1) shouldBe BigInteger("18446744073709551615")
    }

    test("moments before 1970, and those of a finer unit than Java's clocks") {
        Moments.timestamp(-1, Moments.MILLIS, true) shouldBe "1969-12-31T23:59:59.999Z"
        Moments.timestamp(-1, Moments.SECONDS, false) shouldBe "1969-12-31T23:59:59"
        Moments.timestamp(1_709_164_800_000_000_001, Moments.NANOS, true) shouldBe "2024-02-29T00:00:00.000000001Z"
        Moments.date(-1) shouldBe "1969-12-31"
        Moments.time(86_399_999, Moments.MILLIS) shouldBe "23:59:59.999"
    }
})
