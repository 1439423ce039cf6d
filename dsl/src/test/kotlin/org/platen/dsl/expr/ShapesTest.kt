package org.platen.dsl.expr

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.TestSymbol
import org.platen.dsl.kotlin.concatenate
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.matmul
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.stack
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.where
import org.platen.dsl.messageOf
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Shape

/** Event shapes: what each node gives, and what it refuses. */
class ShapesTest : FunSpec({
    val k = Plate.of("k", 3)
    val l = Plate.of("l", 3)
    val x = TestSymbol("x")
    val v = TestSymbol("v", Shape.of(3))
    val w = TestSymbol("w", Shape.of(2))
    val m = TestSymbol("m", Shape.of(2, 3))
    val s = TestSymbol("s", Shape.of(3, 3))
    val ofK = TestSymbol("ofK", Shape.of(k))
    val ofL = TestSymbol("ofL", Shape.of(l))

    fun Expr.sizes() = shape().sizes().toList()

    test("elementwise, shapes are equal or one is a scalar") {
        (v + v).sizes() shouldBe listOf(3)
        (x + v).sizes() shouldBe listOf(3)
        (v * x).sizes() shouldBe listOf(3)
        where(x, v, x).sizes() shouldBe listOf(3)
        where(v, x, x).sizes() shouldBe listOf(3)
        messageOf { v + w } shouldBe
            "v + w: event shapes [3] and [2] differ. Shapes broadcast only when equal or scalar; slice, reshape or sum one of them."
        messageOf { m * v } shouldBe
            "m * v: event shapes [2, 3] and [3] differ. Shapes broadcast only when equal or scalar; slice, reshape or sum one of them."
        messageOf { where(x, v, w) } shouldBe
            "where: event shapes [3] and [2] differ. Shapes broadcast only when equal or scalar; slice, reshape or sum one of them."
    }

    test("a label stays when it meets none, and never meets another") {
        (ofK + v).shape() shouldBe Shape.of(k)
        (v + ofK).shape() shouldBe Shape.of(k)
        messageOf { ofK + ofL } shouldBe "ofK + ofL: an axis labelled by plate 'k' meets one labelled by plate 'l'"
    }

    test("reductions fold one axis, or all") {
        m.reduce(Reduction.SUM, 0).sizes() shouldBe listOf(3)
        m.reduce(Reduction.SUM, 1).sizes() shouldBe listOf(2)
        m.sum().shape() shouldBe Shape.SCALAR
        x.sum() shouldBe x
        messageOf { v.reduce(Reduction.SUM, 1) } shouldBe "SUM over event axis 1 of v, whose event shape is [3]"
        messageOf { v.sum(k) } shouldBe "SUM over plate 'k', but v lives in []. Reduce over one of its own plates."
    }

    test("matrix products have the outer sizes") {
        (m matmul v).sizes() shouldBe listOf(2)
        (w matmul m).sizes() shouldBe listOf(3)
        (v matmul v).shape() shouldBe Shape.SCALAR
        (m matmul s).sizes() shouldBe listOf(2, 3)
        messageOf { m matmul w } shouldBe
            "matrix product of m, event shape [2, 3], and w, event shape [2]: expected vectors or matrices with equal inner sizes"
        messageOf { x matmul v } shouldBe
            "matrix product of x, event shape scalar, and v, event shape [3]: expected vectors or matrices with equal inner sizes"
    }

    test("matrix functions want matrices, square where they must be") {
        m.transposed().sizes() shouldBe listOf(3, 2)
        s.diagonal().sizes() shouldBe listOf(3)
        Expressions.solveLower(s, v).sizes() shouldBe listOf(3)
        Expressions.solveLower(s, m.transposed()).sizes() shouldBe listOf(3, 2)
        messageOf { v.transposed() } shouldBe "transpose of v, event shape [3]: expected a matrix"
        messageOf { m.cholesky() } shouldBe "cholesky of m, event shape [2, 3]: expected a square matrix"
        messageOf { v.diagonal() } shouldBe "diagonal of v, event shape [3]: expected a square matrix"
        messageOf { Expressions.solveLower(m, v) } shouldBe "triangular solve of m, event shape [2, 3]: expected a square matrix"
        messageOf { Expressions.solveLower(s, w) } shouldBe "triangular solve: s has event shape [3, 3], but w has event shape [2]"
    }

    test("entries and slices exist") {
        v[1..2].sizes() shouldBe listOf(2)
        m[0].sizes() shouldBe listOf(3)
        ofK[0..1].shape() shouldBe Shape.of(2)
        messageOf { v[3] } shouldBe "entry 3 of event axis 0 of v does not exist: its event shape is [3]"
        messageOf { v[2..3] } shouldBe "entry 3 of event axis 0 of v does not exist: its event shape is [3]"
        messageOf { v[-1] } shouldBe "entry -1 of event axis 0 of v does not exist: its event shape is [3]"
        messageOf { x[0] } shouldBe "cannot take 1 entries of event axis 0 of x, whose event shape is scalar"
        messageOf { v[1..0] } shouldBe "cannot take 0 entries of event axis 0 of v, whose event shape is [3]"
    }

    test("joining and reshaping keep the entries") {
        concatenate(v, w).sizes() shouldBe listOf(5)
        concatenate(m, s).sizes() shouldBe listOf(5, 3)
        stack(x, x, x).sizes() shouldBe listOf(3)
        m.reshaped(3, 2).sizes() shouldBe listOf(3, 2)
        messageOf { concatenate(m, v) } shouldBe "concatenate along event axis 0: m has event shape [2, 3], but v has [3]"
        messageOf { concatenate() } shouldBe "concatenate needs at least one part"
        messageOf { m.reshaped(4) } shouldBe "m with event shape [2, 3] (6 entries) cannot be reshaped to [4] (4 entries)"
    }

    test("an element is picked by one number, out of a vector") {
        messageOf { Element(x, x) } shouldBe
            "x has event shape scalar and is indexed by x with event shape scalar: expected a vector and a scalar index"
        messageOf { Element(v, w) } shouldBe
            "v has event shape [3] and is indexed by w with event shape [2]: expected a vector and a scalar index"
    }

    test("values are seen along another instance of a plate they live in, only") {
        val skill = TestSymbol("skill", axes = k.axes())
        messageOf { x.along(k.copy("rival")) } shouldBe "x lives in []: cannot be seen along 'k:rival' instead of 'k'"
        messageOf { skill.along(k.axis()) } shouldBe "skill lives in [k]: cannot be seen along 'k' instead of 'k'"
    }
})
