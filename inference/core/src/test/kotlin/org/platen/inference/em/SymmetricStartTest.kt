package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.PI
import kotlin.math.ln
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.tanh
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.shape.Shape
import org.platen.inference.data.Data
import org.platen.inference.kotlin.exactEm
import org.platen.inference.kotlin.fit

/** Where factors of a product are zero, none of them has a slope: no step leads away, though it is no maximum. */
class SymmetricStartTest : FunSpec({

    test("both factors of a product are found from nothing") {
        val products = model("products") {
            val row = plate("row", 3)
            val column = plate("column", 3)
            val height by row.parameter(real())
            val width by column.parameter(real())
            val x by (row * column).observed(normal(height * width, 1.0))
        }
        val outer = DoubleArray(9) { doubleArrayOf(1.0, 2.0, 3.0)[it / 3] * doubleArrayOf(2.0, -1.0, 1.0)[it % 3] }
        val fit = products.fit(Data.of(products["x"], outer), exactEm())
        // Every residual is zero.
        fit.trace().last() shouldBe (-4.5 * ln(2 * PI) plusOrMinus 1e-8)
    }

    test("hidden units whose weights have a prior and start alike become different") {
        val parity = model("parity") {
            val net = network("net", Shape.of(2), prior = { weight -> normal(zeros(*weight.shape().sizes()), constant(5.0)) }) {
                dense(4, tanh)
                dense(1)
            }
            val row = plate("row")
            val x by row.given(real(2))
            val y by row.observed(bernoulli(logits = net(x)[0]))
        }
        val x = Array(80) { doubleArrayOf((it % 2).toDouble(), (it / 2 % 2).toDouble()) }
        val y = DoubleArray(80) { (it % 2 xor it / 2 % 2).toDouble() }
        val fit = parity.fit(Data.of(parity["x"], x).and(parity["y"], y), exactEm())
        // With equal units nothing is better than one half for each row: 80 ln 0.5 = −55.
        fit.logLikelihood(fit.data()) shouldBeGreaterThan -5.0
    }
})
