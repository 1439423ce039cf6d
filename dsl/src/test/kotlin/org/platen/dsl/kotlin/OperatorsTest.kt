package org.platen.dsl.kotlin

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Expr

class OperatorsTest : FunSpec({
    val declared = model("m") {
        latent("x", normal())
        latent("y", normal())
        latent("v", normal(zeros(4), 1))
        latent("m", normal(zeros(2, 3), 1))
    }
    val x: Expr = declared["x"]
    val y: Expr = declared["y"]
    val v: Expr = declared["v"]
    val m: Expr = declared["m"]

    context("arithmetic takes expressions, and numbers of every kind on either side") {
        val texts = mapOf(
            x + y to "x + y",
            x + 2 to "x + 2",
            2.5 + x to "2.5 + x",
            x - y to "x - y",
            x - 2f to "x - 2",
            2 - x to "2 - x",
            x * y to "x * y",
            x * 3L to "x * 3",
            2.0 * x to "2 * x",
            x / y to "x / y",
            x / 4 to "x / 4",
            1 / x to "1 / x",
            -x to "-x",
            (x pow 2) to "x^2",
            (x pow y) to "x^y",
            -(x + y) * 2 to "-(x + y) * 2",
            2 * (x - (y - 1)) / 3 to "2 * (x - (y - 1)) / 3",
        )
        for ((expr, text) in texts) {
            test(text) { expr.toString() shouldBe text }
        }
    }

    test("brackets pick entries and slices") {
        v[3].toString() shouldBe "v[3]"
        v[3].shape().isScalar shouldBe true
        v[0..2].toString() shouldBe "v[0..2]"
        v[0..2].shape().sizes().toList() shouldBe listOf(3)
        m[1].shape().sizes().toList() shouldBe listOf(3)
        m[1, 2].toString() shouldBe "m[1][2]"
        m[1, 2].shape().isScalar shouldBe true
    }

    test("matmul is the product of matrices and vectors") {
        (m matmul m.transposed()).toString() shouldBe "m @ mᵀ"
        (m matmul m.transposed()).shape().sizes().toList() shouldBe listOf(2, 2)
    }

    test("arithmetic of constants gives constants with the same values") {
        evaluate(100.0 * identity(2), emptyMap()).toList() shouldBe listOf(100.0, 0.0, 0.0, 100.0)
        (100.0 * identity(2)).toString() shouldBe "100 * identity(2)"
        evaluate(1 - 2 * vector(1, 2) / 4, emptyMap()).toList() shouldBe listOf(0.5, 0.0)
        evaluate(-matrix(listOf(1, 2), listOf(3, 4)), emptyMap()).toList() shouldBe listOf(-1.0, -2.0, -3.0, -4.0)
    }

    test("functions go by their names") {
        exp(x).toString() shouldBe "exp(x)"
        softmax(v).shape() shouldBe v.shape()
        stack(x, y).toString() shouldBe "[x, y]"
        where(x.lessThan(y), x, y).toString() shouldBe "where(x < y, x, y)"
        maximum(x, y).toString() shouldBe "maximum(x, y)"
        logGamma(x).toString() shouldBe "logGamma(x)"
    }
})
