package org.platen.columnar

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe

private const val MISSING = Double.NaN

/** Files by other writers than pyarrow. The figures are those of `peers.py`. */
class PeersTest : FunSpec({
    listOf("polars.parquet", "polars.arrow", "polars-zstd.arrow", "polars.arrows").forEach { name ->
        test("$name, which Polars wrote") {
            val table = Fixtures.table(name)
            table.columns("x", "vector", "truth").values().map { it.toList() } shouldContainExactly listOf(
                listOf(1.5, MISSING, 3.0),
                listOf(1.0, 3.0, MISSING),
                listOf(2.0, 4.0, MISSING),
                listOf(1.0, MISSING, 0.0),
            )
            table.categories("text").labels() shouldContainExactly listOf("longer than twelve letters", "short")
            table.categories("kind").labels() shouldContainExactly listOf("a", "b")
            table.categories("day").labels() shouldContainExactly listOf("2024-02-27", "2024-02-28", "2024-02-29")
        }
    }

    test("duckdb.parquet, which DuckDB wrote in pages of version 2 and groups of 2048 rows") {
        val table = Fixtures.table("duckdb.parquet")
        table.rows() shouldBe 3000
        val (i, x, price, truth, first, second) = table.columns("i", "x", "price", "truth", "vector").values().toList()
        i.toList() shouldContainExactly List(3000) { it.toDouble() }
        x.toList() shouldContainExactly List(3000) { it * 1.5 }
        price.toList() shouldContainExactly List(3000) { it % 10 / 4.0 }
        truth.sum() shouldBe (1500.0 plusOrMinus 0.0)
        first.toList() shouldContainExactly i.toList()
        second.toList() shouldContainExactly i.map { it + 1 }
        table.categories("text").labels() shouldContainExactly List(7) { "text $it" }
        table.categories("day").labels().last() shouldBe "2024-03-02"
    }
})

private operator fun <T> List<T>.component6(): T = this[5]
