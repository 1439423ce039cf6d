package org.platen.dsl.expr

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.element
import io.kotest.property.arbitrary.enum
import io.kotest.property.arbitrary.filter
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.map
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.arbitrary.subsequence
import io.kotest.property.checkAll
import org.platen.dsl.TestSymbol
import org.platen.dsl.evaluateScalar
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.matmul
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.where
import org.platen.dsl.shape.Axis
import org.platen.dsl.shape.Dim
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Plates
import org.platen.dsl.shape.Shape

private val cluster = Plate.of("cluster", 3)
private val row = Plate.of("row")
private val allAxes: List<Axis> = listOf(cluster.axis(), cluster.copy("other"), row.axis(), Plate.of("item", 2).axis())

private val someAxes: Arb<Set<Axis>> = Arb.subsequence(allAxes).map { it.toSet() }

private fun symbolIn(axes: Set<Axis>, name: String, shape: Shape = Shape.SCALAR) = TestSymbol(name, shape, axes)

class ExprPropertiesTest : FunSpec({
    test("an elementwise function lives in the union of the plates of its arguments, in the order in which they come") {
        checkAll(someAxes, someAxes, Arb.enum<BinaryFunction>()) { a, b, function ->
            val x = symbolIn(a, "x")
            val y = symbolIn(b, "y")
            x.apply(function, y).axes() shouldBe a + b
            x.apply(function, y).axes().toList() shouldBe (a + b).toList()
            y.apply(function, x).axes() shouldBe x.apply(function, y).axes()
            x.apply(function, x).axes() shouldBe a
        }
    }

    test("the union of plates is associative and idempotent") {
        checkAll(someAxes, someAxes, someAxes) { a, b, c ->
            Plates.union(Plates.union(a, b), c).toList() shouldBe Plates.union(a, Plates.union(b, c)).toList()
            Plates.union(a, a) shouldBe a
            Plates.union(a, emptySet()) shouldBe a
        }
    }

    test("a choice and a matrix product live in all plates of their parts") {
        checkAll(someAxes, someAxes, someAxes) { a, b, c ->
            where(symbolIn(a, "x"), symbolIn(b, "y"), symbolIn(c, "z")).axes() shouldBe a + b + c
            (symbolIn(a, "x", Shape.of(2)) matmul symbolIn(b, "y", Shape.of(2))).axes() shouldBe a + b
        }
    }

    test("two instances of a plate are two axes, which never unite") {
        val x = symbolIn(setOf(cluster.axis()), "x")
        val y = symbolIn(setOf(cluster.copy("other")), "y")
        (x + y).axes().size shouldBe 2
        (x + y).plates() shouldBe listOf(cluster)
    }

    test("an event axis labelled by a plate never unites with the plate as a batch axis") {
        checkAll(someAxes) { axes ->
            val vector = symbolIn(emptySet(), "vector", Shape.of(cluster))
            val product = vector * symbolIn(axes + cluster.axis(), "x")
            product.shape() shouldBe Shape.of(cluster)
            product.axes() shouldBe axes + cluster.axis()
            product.sum().axes() shouldBe axes + cluster.axis()
            product.sum(cluster).shape() shouldBe Shape.of(cluster)
        }
    }

    test("an index takes the plate away and brings its own plates in") {
        val indices = Arb.subsequence(allAxes.drop(1)).map { it.toSet() }
        checkAll(indices, indices) { others, own ->
            val x = symbolIn(others - cluster.copy("other") + cluster.axis(), "x")
            val z = TestSymbol("z", axes = own, domain = Dim.of(cluster))
            x[z].axes() shouldBe (x.axes() - cluster.axis()) + own
        }
    }

    test("a function of one argument keeps plates and shape") {
        checkAll(someAxes, Arb.enum<UnaryFunction>(), Arb.list(Arb.element(1, 2, 3), 0..3)) { axes, function, sizes ->
            val x = symbolIn(axes, "x", Shape.of(*sizes.toIntArray()))
            x.apply(function).axes() shouldBe axes
            x.apply(function).shape() shouldBe x.shape()
        }
    }

    test("the children of a node are what it is made of, and its symbols those of its children") {
        val x = symbolIn(setOf(row.axis()), "x")
        val y = symbolIn(emptySet(), "y")
        val expr = where(x.lessThan(y), x * y, y)
        expr.children().map { it.toString() } shouldBe listOf("x < y", "x * y", "y")
        expr.symbols().map { it.name() } shouldBe listOf("x", "y")
        x.children() shouldBe emptyList()
        x.symbols() shouldBe setOf(x)
    }

    test("equal parts make equal expressions, and symbols are equal only to themselves") {
        val x = symbolIn(emptySet(), "x")
        (2 * x + Constant.of(1.0)) shouldBe (2 * x + Constant.of(1.0))
        (2 * x + Constant.of(1.0)).hashCode() shouldBe (2 * x + Constant.of(1.0)).hashCode()
        Take(symbol3, 0, intArrayOf(0, 2)) shouldBe Take(symbol3, 0, intArrayOf(0, 2))
        (2 * x == 2 * symbolIn(emptySet(), "x")) shouldBe false
    }

    test("arithmetic of constants is arithmetic of numbers") {
        val functions = Arb.element(BinaryFunction.ADD, BinaryFunction.SUBTRACT, BinaryFunction.MULTIPLY, BinaryFunction.DIVIDE)
        checkAll(Arb.numericDouble(-1e3, 1e3), Arb.numericDouble(0.1, 1e3), functions) { a, b, function ->
            val x = TestSymbol("x")
            val y = TestSymbol("y")
            val symbolic = evaluateScalar(x.apply(function, y), mapOf(x to doubleArrayOf(a), y to doubleArrayOf(b)))
            Constant.of(a).apply(function, Constant.of(b)) shouldBe Constant.of(symbolic)
        }
    }

    test("the value of an expression lies within its bounds") {
        val unary = Arb.element(
            UnaryFunction.NEGATE,
            UnaryFunction.ABS,
            UnaryFunction.SQUARE,
            UnaryFunction.EXP,
            UnaryFunction.SOFTPLUS,
            UnaryFunction.SIGMOID,
            UnaryFunction.TANH,
            UnaryFunction.SIN,
        )
        val binary = Arb.enum<BinaryFunction>().filter { it != BinaryFunction.POLYGAMMA }
        val ends = Arb.numericDouble(-4.0, 4.0)
        checkAll(ends, ends, ends, unary, binary) { p, q, b, inner, outer ->
            val bounds = Bounds(minOf(p, q), maxOf(p, q))
            val x = TestSymbol("x", bounds = bounds)
            val y = TestSymbol("y", bounds = Bounds(b, b + 1))
            val expr = x.apply(inner).apply(outer, y)
            val at = mapOf<Symbol, DoubleArray>(x to doubleArrayOf((p + q) / 2), y to doubleArrayOf(b + 0.5))
            val value = evaluateScalar(expr, at)
            if (!value.isNaN()) {
                Bounds.of(expr).lower() shouldBeLessThanOrEqual value
                value shouldBeLessThanOrEqual Bounds.of(expr).upper()
            }
        }
    }
})

private val symbol3 = TestSymbol("v", Shape.of(3))
