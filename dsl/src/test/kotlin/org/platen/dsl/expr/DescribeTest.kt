package org.platen.dsl.expr

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldEndWith
import org.platen.dsl.TestSymbol
import org.platen.dsl.kotlin.concatenate
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.div
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.filled
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.identity
import org.platen.dsl.kotlin.matmul
import org.platen.dsl.kotlin.matrix
import org.platen.dsl.kotlin.minus
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.pow
import org.platen.dsl.kotlin.stack
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.unaryMinus
import org.platen.dsl.kotlin.vector
import org.platen.dsl.kotlin.where
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.shape.Dim
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Shape

class DescribeTest : FunSpec({
    val row = Plate.of("row")
    val k = Plate.of("k", 3)
    val x = TestSymbol("x")
    val y = TestSymbol("y")
    val v = TestSymbol("v", Shape.of(3))
    val m = TestSymbol("m", Shape.of(3, 3))
    val mean = TestSymbol("mean", axes = k.axes())
    val z = TestSymbol("z", axes = row.axes(), domain = Dim.of(k))
    val skill = TestSymbol("skill", axes = row.axes())
    val day = Plate.chain("day")
    val rain = TestSymbol("rain", axes = day.axes())

    val before = Slot("before", rain.axes(), Shape.SCALAR)
    val sum = Recurrence.State(before, before + x)

    val texts: Map<Expr, String> = mapOf(
        // Leaves
        x to "x",
        constant(2) to "2",
        constant(0.1) to "0.1",
        constant(-3) to "-3",
        constant(1e12) to "1.0E12",
        vector(1, 2.5) to "[1, 2.5]",
        vector(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) to "[1, 2, 3, 4, 5, 6, 7, 8, 9, …]",
        matrix(listOf(1, 2), listOf(3, 4)) to "[[1, 2], [3, 4]]",
        zeros(2) to "zeros(2)",
        ones(2, 3) to "ones(2, 3)",
        filled(0.5, 4) to "filled(0.5, 4)",
        identity(3) to "identity(3)",
        100 * identity(3) to "100 * identity(3)",
        constant(k, 1, 2, 3) to "[1, 2, 3]",
        constant(k, 7, 7, 7) to "7",
        Constant(DoubleArray(3) { 1.0 }, emptySet(), Shape.of(k)) to "ones(k)",
        mean.stacked(k) to "stacked(mean, k)",
        // Arithmetic, with no more parentheses than needed
        x + y + 1 to "x + y + 1",
        x - (y - 1) to "x - (y - 1)",
        x - y - 1 to "x - y - 1",
        x * (y + 1) to "x * (y + 1)",
        x * y + 1 to "x * y + 1",
        x / (y * 2) to "x / (y * 2)",
        x / y * 2 to "x / y * 2",
        x / constant(-2) to "x / (-2)",
        -(x * y) to "-(x * y)",
        -x * y to "-x * y",
        (x pow 2) + 1 to "x^2 + 1",
        x.squared() to "x^2",
        (-x).squared() to "(-x)^2",
        ((x + y) pow x) to "(x + y)^x",
        (x pow y).squared() to "(x^y)^2",
        x.lessThan(y) * 2 to "(x < y) * 2",
        x.apply(BinaryFunction.LESS_OR_EQUAL, y) to "x <= y",
        x.apply(BinaryFunction.EQUAL, y + 1) to "x == y + 1",
        // Functions
        exp(x + y) to "exp(x + y)",
        x.apply(UnaryFunction.LOG_NORMAL_CDF) to "logNormalCdf(x)",
        x.apply(UnaryFunction.LOG1M_EXP_NEG) to "log1mExpNeg(x)",
        x.apply(BinaryFunction.LOG_ADD_EXP, y) to "logAddExp(x, y)",
        where(x.lessThan(y), x, 2 * y) to "where(x < y, x, 2 * y)",
        // Reductions
        v.sum() to "sum(v)",
        v.logSumExp() to "logSumExp(v)",
        m.reduce(Reduction.MAXIMUM, 1) to "maximum(m over event axis 1)",
        mean.sum(k) to "sum(mean over k)",
        mean.logSumExp(k) to "logSumExp(mean over k)",
        // Matrices
        (m matmul v) to "m @ v",
        (m matmul (m + 1)) to "m @ (m + 1)",
        (m matmul m.transposed()) to "m @ mᵀ",
        (m + 1).transposed() to "(m + 1)ᵀ",
        m.cholesky() to "cholesky(m)",
        m.diagonal() to "diagonal(m)",
        Expressions.solveLower(m, v) to "solveLower(m, v)",
        Expressions.solveUpper(m, v) to "solveUpper(m, v)",
        // Images and networks
        Convolve(m.reshaped(1, 3, 3), v.reshaped(1, 1, 1, 3), Window.plain()) to "convolve(m, v)",
        ConvolveTransposed.of(m.reshaped(1, 3, 3), v.reshaped(1, 1, 1, 3), Window.plain()) to "convolveTransposed(m, v)",
        Lag(rain, day, 1) to "lag(rain)",
        Lag(rain, day, 2) to "lag(rain, 2)",
        Recurrence(rain, day, Slot("now", rain.axes(), Shape.SCALAR), listOf(sum), true) to "recurrence(rain along day)",
        Application("decoder", listOf(v, x), mapOf(Application.ONLY to m)) to "decoder(v, x)",
        // Picking and joining
        mean[z] to "mean[z]",
        (mean + 1)[z] to "(mean + 1)[z]",
        Element(v, z) to "v[z]",
        Element(Element(m, z), z) to "m[z, z]",
        skill.along(row.copy("rival")) to "skill[row:rival]",
        v[1] to "v[1]",
        v[0..1] to "v[0..1]",
        Take(v, 0, intArrayOf(2, 0)) to "v[2, 0]",
        Take(m, 1, intArrayOf(0, 1)) to "m[:, 0..1]",
        m.reshaped(9) to "m",
        concatenate(v, v) to "[v, v]",
        stack(x, y) to "[x, y]",
    )

    for ((expr, text) in texts) {
        test(text) { expr.toString() shouldBe text }
    }

    test("every kind of node has a text") {
        texts.keys.flatMap { listOf(it) + it.children() }.map { it::class } shouldContainAll
            Expr::class.sealedSubclasses.filter { it != Symbol::class }
    }

    test("the text of an expression whose parts are used again and again stays short") {
        var doubled: Expr = x
        repeat(200) { doubled = doubled * doubled }
        doubled.toString().length shouldBeLessThanOrEqual 401
        doubled.toString() shouldEndWith "…"
    }
})
