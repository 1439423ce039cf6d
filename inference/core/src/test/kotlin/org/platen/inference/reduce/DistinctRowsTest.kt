package org.platen.inference.reduce

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import java.util.Optional
import kotlin.random.Random
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.unitInterval
import org.platen.dsl.model.Variable
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.backend.RowSource
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.lower.Layout
import org.platen.inference.lower.Roles

private fun reduced(model: Model, data: Data): Optional<Reduction> {
    val layout = Layout.of(model, Binding.of(model, data), model.parameters())
    return Reduction.of(model, layout, Roles(ArrayList<Variable>(model.parameters()), setOf()), LocalExecutor(1))
}

class DistinctRowsTest : FunSpec({

    test("rows are equal when all their entries are, missing ones included") {
        checkAll(200, Arb.long()) { seed ->
            val random = Random(seed)
            val rows = random.nextInt(2, 3000)
            val columns = List(random.nextInt(1, 4)) {
                DoubleArray(rows) { listOf(0.0, 1.0, -2.5, 1e300, Double.NaN)[random.nextInt(random.nextInt(1, 6))] }
            }
            val groups = (0 until rows).groupBy { row -> columns.map { it[row] } }
            val found = EqualRows(columns.map { RowSource.of(it) }, rows, rows / 2).find()
            found.isPresent shouldBe (groups.size <= rows / 2)
            found.ifPresent {
                it.first().toList() shouldContainExactly groups.values.map { group -> group.first() }
                it.counts().toList() shouldContainExactly groups.values.map { group -> group.size.toDouble() }
            }
        }
    }

    test("data that are mostly distinct are not read to their end") {
        val start = DoubleArray(4096) { it.toDouble() }
        EqualRows(listOf(RowSource.of(start)), 1_000_000, 500_000).find().isEmpty shouldBe true
    }

    test("data that repeat seldom at first and often in the end are read on") {
        val random = Random(5)
        val rows = 200_000
        val x = DoubleArray(rows) { random.nextInt(rows / 4).toDouble() }
        EqualRows(listOf(RowSource.of(x)), rows, rows / 2).find().get().first().size shouldBe x.toSet().size
    }

    test("one of each stays, with everything inside it, and its number is its weight") {
        val model = Model.declare("answers") { m ->
            val item = m.plate("item", 2)
            val row = m.plate("row")
            val p = m.parameter("p", item, unitInterval())
            m.observed("x", item.times(row), bernoulli(p))
            m.observed("y", row.times(item), bernoulli(p))
        }
        val x = doubleArrayOf(0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 0.0)
        val y = doubleArrayOf(1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0)
        // Row by row (x, x, y, y): 0010, 1111, 0110, 0110, 1011.
        reduced(model, Data.of(model["x"], x).and(model["y"], y)).isEmpty shouldBe true
        x[5] = 1.0
        x[9] = 1.0
        y[8] = 1.0
        y[9] = 1.0
        // Now 0110, 1111, 0110, 0110, 1111.
        val layout = reduced(model, Data.of(model["x"], x).and(model["y"], y.also { it[1] = 0.0 })).get().layout()
        layout.rows() shouldBe 2
        layout.weights() shouldBe doubleArrayOf(3.0, 2.0)
        layout.binding().column(model["x"]).values()[0] shouldBe doubleArrayOf(0.0, 1.0, 1.0, 1.0)
        layout.binding().column(model["y"]).values()[0] shouldBe doubleArrayOf(1.0, 0.0, 1.0, 1.0)
    }

    test("a plate of declared size is left as it is, since constants may differ from row to row") {
        val model = Model.declare("declared") { m -> m.observed("x", m.plate("row", 4), normal(m.parameter("mean", real()), 1.0)) }
        reduced(model, Data.of(model["x"], DoubleArray(4))).isEmpty shouldBe true
    }

    test("a plate that is also seen along another instance is left as it is") {
        val model = Model.declare("pairs") { m ->
            val row = m.plate("row")
            m.observed("x", row, normal(m.parameter("mean", real()), 1.0))
            m.observed("y", row.times(row.copy("other")), normal(0.0, 1.0))
        }
        reduced(model, Data.of(model["x"], DoubleArray(4)).and(model["y"], DoubleArray(16))).isEmpty shouldBe true
    }
})
