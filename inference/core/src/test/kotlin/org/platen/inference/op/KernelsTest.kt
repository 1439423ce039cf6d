package org.platen.inference.op

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.booleans.shouldBeTrue
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.element
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.long
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import kotlin.Double.Companion.NEGATIVE_INFINITY
import kotlin.Double.Companion.NaN
import kotlin.Double.Companion.POSITIVE_INFINITY
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.tanh
import kotlin.math.ulp
import kotlin.random.Random
import org.platen.inference.assertClose

private typealias Kernel = (DoubleArray, DoubleArray, Int) -> Unit

/** Within [ulps] units in the last place, at every position of a lane, also when the result overwrites the argument. */
private fun check(kernel: Kernel, x: Double, expected: Double, ulps: Int) {
    for (n in listOf(1, 8, 13)) {
        val lane = DoubleArray(n + 1) { if (it % 3 == 1) 0.5 else x }
        val out = DoubleArray(n + 1) { -7.0 }
        kernel(lane, out, n)
        out[n] shouldBe -7.0
        for (i in 0 until n step 3) {
            val close = out[i] == expected || (out[i].isNaN() && expected.isNaN()) || abs(out[i] - expected) <= ulps * expected.ulp
            withClue("at $x, position $i of $n: found ${out[i]}, expected $expected") { close.shouldBeTrue() }
        }
        kernel(lane, lane, n)
        (lane.asList().subList(0, n) == out.asList().subList(0, n)).shouldBeTrue()
    }
}

private val awkward = listOf(
    0.0, -0.0, 1.0, -1.0, 0.5, 1e-300, -1e-300, Double.MIN_VALUE, 2.2250738585072014E-308, 708.0, 709.5, 709.79, 710.0, 1e5, 1e300,
    -708.0, -708.5, -745.0, -745.2, -746.5, -1e5, -1e300, 3e9, -3e9, POSITIVE_INFINITY, NEGATIVE_INFINITY, NaN,
)

class KernelsTest : FunSpec({
    for (kernels in listOf(PlainKernels(), ActiveKernels.KERNELS).distinctBy { it.javaClass }) {
        context(kernels.javaClass.simpleName) {
            test("exponentials, from zero to infinity") {
                awkward.forEach { check(kernels::exp, it, exp(it), 2) }
                checkAll(Arb.numericDouble(-750.0, 712.0)) { x -> check(kernels::exp, x, exp(x), 2) }
                checkAll(Arb.numericDouble(-1.0, 1.0)) { x -> check(kernels::exp, x, exp(x), 2) }
            }
            test("logarithms, of all numbers") {
                awkward.forEach { check(kernels::log, it, ln(it), 2) }
                checkAll(Arb.long()) { bits -> Double.fromBits(bits).let { check(kernels::log, it, ln(it), 2) } }
                checkAll(Arb.numericDouble(0.5, 2.0)) { x -> check(kernels::log, x, ln(x), 2) }
            }
            test("sums are the same to the last bit before and after they are compiled") {
                val random = Random(7)
                val x = Array(6) { DoubleArray(500) { random.nextDouble() } }
                val products = DoubleArray(8)
                fun sums(): List<Double> {
                    kernels.dots(x[0], x[1], x[2], x[3], x[4], x[5], products, 500)
                    return products.toList() + kernels.sum(x[0], 500) + kernels.dot(x[0], x[1], 500)
                }
                val first = sums()
                repeat(30_000) { sums() shouldBe first }
            }
            test("matrix products of every size") {
                checkAll(200, Arb.int(0..80), Arb.int(0..9), Arb.int(1..9), Arb.int()) { n, terms, results, seed ->
                    val random = Random(seed)
                    val x = Array(terms) { DoubleArray(n + 1) { random.nextDouble(-1.0, 1.0) } }
                    val w = Array(results) { DoubleArray(terms) { random.nextDouble(-1.0, 1.0) } }
                    val packed = DoubleArray((results + 3) / 4 * 4 * terms) { i ->
                        val group = i / (4 * terms) * 4
                        w.getOrNull(group + i % 4)?.get(i / 4 % terms) ?: Double.NaN
                    }
                    val out = Array(results + 1) { DoubleArray(n + 1) { -7.0 } }
                    kernels.weightedSums(x, terms, packed, out, results, n)
                    for (k in 0 until results) {
                        for (i in 0 until n) {
                            assertClose(out[k][i], (0 until terms).sumOf { w[k][it] * x[it][i] }, 1e-14, slack = 1e-14)
                        }
                        out[k][n] shouldBe -7.0
                    }
                    out[results].all { it == -7.0 } shouldBe true
                }
            }
            test("sums and products of every length") {
                checkAll(200, Arb.int(0..150), Arb.int()) { n, seed ->
                    val random = Random(seed)
                    val lanes = List(6) { DoubleArray(n + 3) { random.nextDouble(-1.0, 1.0) } }
                    fun product(i: Int, j: Int) = (0 until n).sumOf { lanes[i][it] * lanes[j][it] }
                    assertClose(kernels.sum(lanes[0], n), lanes[0].take(n).sum(), 1e-13, slack = 1e-13)
                    assertClose(kernels.dot(lanes[0], lanes[1], n), product(0, 1), 1e-13, slack = 1e-13)
                    val sums = DoubleArray(8)
                    kernels.dots(lanes[0], lanes[2], lanes[3], lanes[4], lanes[5], sums, n)
                    (0..3).forEach { assertClose(sums[it], product(0, 2 + it), 1e-13, slack = 1e-13) }
                    kernels.dots(lanes[0], lanes[1], lanes[2], lanes[3], lanes[4], lanes[5], sums, n)
                    (0..7).forEach { assertClose(sums[it], product(it / 4, 2 + it % 4), 1e-13, slack = 1e-13) }
                }
            }
        }
    }
    test("the kernels on the Vector API are there when their module is") {
        val present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent
        runCatching { Class.forName("org.platen.inference.op.VectorKernels") }.isSuccess shouldBe present
        if (!present) {
            ActiveKernels.KERNELS.javaClass shouldBe PlainKernels::class.java
        }
    }
    test("functions made of exponentials keep their digits everywhere") {
        val points = awkward.filter { abs(it) < 700 || abs(it) > 750 || it.isNaN() }
        for (x in points) {
            check(Lanes::sigmoid, x, Special.sigmoid(x), 6)
            check(Lanes::softplus, x, Special.softplus(x), 6)
            check(Lanes::tanh, x, tanh(x), 6)
        }
        checkAll(Arb.element(1e-8, 1.0, 30.0, 700.0), Arb.numericDouble(-1.0, 1.0)) { scale, number ->
            val x = scale * number
            check(Lanes::sigmoid, x, Special.sigmoid(x), 6)
            check(Lanes::softplus, x, Special.softplus(x), 6)
            check(Lanes::tanh, x, tanh(x), 6)
        }
    }
    test("products over rows, whatever pairs are wanted and whichever lanes are the same") {
        checkAll(200, Arb.int()) { seed ->
            val random = Random(seed)
            val rows = 1 + random.nextInt(40)
            fun lanes(): Array<DoubleArray> {
                val distinct = List(1 + random.nextInt(9)) { DoubleArray(rows + 2) { random.nextDouble(-1.0, 1.0) } }
                return Array(1 + random.nextInt(12)) { distinct.random(random) }
            }
            val x = lanes()
            val y = lanes()
            val pairs = 1 + random.nextInt(60)
            val xs = IntArray(pairs) { random.nextInt(x.size) }
            val ys = IntArray(pairs) { random.nextInt(y.size) }
            val groups = (0 until pairs).groupBy { random.nextInt(10) }.values.map { it.toIntArray() }.toTypedArray()
            val out = DoubleArray(groups.size) { 0.5 }
            RowDots.of(x, y, out, xs, ys, groups).run(rows)
            for ((i, group) in groups.withIndex()) {
                assertClose(out[i], 0.5 + group.sumOf { j -> (0 until rows).sumOf { x[xs[j]][it] * y[ys[j]][it] } }, 1e-12, slack = 1e-12)
            }
        }
    }
})
