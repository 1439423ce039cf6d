package org.platen.inference.reduce

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.util.Random
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.backend.RowSource

class CrossProductsTest : FunSpec({

    test("sums of deviations and of their products are those of a plain loop, for any number of rows and columns") {
        val random = Random(1)
        for ((rows, size) in listOf(1 to 1, 3 to 2, 33 to 5, 130 to 17, 257 to 9)) {
            val x = Array(rows) { DoubleArray(size) { random.nextInt(100).toDouble() } }
            val flat = x.flatMap { it.toList() }.toDoubleArray()
            val centre = DoubleArray(size) { it.toDouble() }
            val products = CrossProducts(List(size) { RowSource(flat, it, size) }, centre)
            products.add(0, rows)
            for (i in 0 until size) {
                products.sums()[i] shouldBe x.sumOf { it[i] - i }
                for (j in 0..i) {
                    // Whole numbers: no rounding in whatever order.
                    products.products()[i][j] shouldBe x.sumOf { (it[i] - i) * (it[j] - j) }
                }
            }
        }
    }

    test("moments do not depend on the number of threads, and are those of a plain loop") {
        val random = Random(2)
        val columns = List(3) { j -> DoubleArray(5000) { 10.0 * j + random.nextGaussian() } }
        val sources = columns.map { RowSource.of(it) }
        val one = Moments.of(sources, 5000, LocalExecutor(1))
        val two = Moments.of(sources, 5000, LocalExecutor(2))
        for (i in columns.indices) {
            two.mean()[i] shouldBe one.mean()[i]
            one.mean()[i] shouldBe (columns[i].average() plusOrMinus 1e-12)
            two.covariance()[i] shouldBe one.covariance()[i]
            for (j in columns.indices) {
                val expected =
                    (0 until 5000).sumOf { (columns[i][it] - columns[i].average()) * (columns[j][it] - columns[j].average()) } / 5000
                one.covariance()[i][j] shouldBe (expected plusOrMinus 1e-13)
            }
        }
    }
})
