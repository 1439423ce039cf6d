package org.platen.columnar

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.time.Instant
import java.time.LocalDate
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model
import org.platen.inference.data.Data
import org.platen.inference.data.Table
import org.platen.inference.em.ExactEm

private val flowers: Model = model("flowers") {
    val kind = plate("kind", 3)
    val row = plate("row")
    val share by parameter(simplex(kind))
    val mean by kind.parameter(real())
    val noise by parameter(positive())
    val species by row.observed(categorical(share))
    row.observed("size", normal(mean[species], noise))
}

private fun Table.asFlowers(): Data = column("double").into(flowers["size"]).and(categories("species").into(flowers["species"]))

private val walks: Model = model("walks") {
    val step by parameter(positive())
    val visit = plate("patient").chain("visit")
    visit.observedMarkov("score", initial = normal(0, 10)) { previous -> normal(previous, step) }
}

private val pairs: Model = model("pairs") {
    val row = plate("row")
    row.observed("pair", normal(zeros(2), 1))
}

class ColumnarTest : FunSpec({
    Fixtures.ofRows.forEach { name ->
        context(name) {
            val table = Fixtures.table(name)

            test("has the columns and rows of the CSV file of the same table") {
                table.names() shouldContainExactly Fixtures.csv.names()
                table.rows() shouldBe 120
            }

            test("has the numbers of the CSV file, truth values as 1 and 0, nulls as missing values") {
                table.columns(Fixtures.numbers).values() shouldBe Fixtures.csv.columns(Fixtures.numbers).values()
            }

            test("has columns in the order in which they are taken") {
                table.columns("double", "small").values() shouldBe Fixtures.csv.columns("double", "small").values()
            }

            test("has the texts of the CSV file as categories") {
                table.categories("species").labels() shouldContainExactly listOf("setosa", "versicolor", "virginica")
                table.asFlowers().fingerprint() shouldBe Fixtures.csv.asFlowers().fingerprint()
            }

            test("keeps all digits of whole numbers that are names") {
                table.categories("large").labels().toSet() shouldBe List(120) { "${9007199254740992 + 3 * it}" }.toSet()
            }

            test("has dates and timestamps as ISO 8601 text") {
                table.categories("day").labels() shouldContainExactly
                    List(30) { LocalDate.of(2024, 2, 27).plusDays(it.toLong()).toString() }
                val first = Instant.parse("2024-02-29T23:59:58Z")
                table.categories("instant").labels().toSet() shouldBe List(120) { first.plusMillis(1500L * it).toString() }.toSet()
            }

            test("is fitted as the CSV file is") {
                val fit = ExactEm().fit(flowers, table.asFlowers())
                val other = ExactEm().fit(flowers, Fixtures.csv.asFlowers())
                fit.logLikelihood() shouldBe (other.logLikelihood() plusOrMinus 0.0)
            }

            test("has the series of the CSV file, in the order of a column") {
                fun series(from: Table) = from.columns("small").inSeries("day", "byte").into(walks["score"])
                series(table).fingerprint() shouldBe series(Fixtures.csv).fingerprint()
                table.columns("small").inSeries("day", "byte").labels().size shouldBe 30
            }

            test("streams the rows of the CSV file in their order") {
                fun rows(from: Table) = buildList {
                    from.columns("single", "double").streamed(pairs["pair"]).use { streamed ->
                        streamed.inOrder(50) { add(it.fingerprint()) }
                    }
                }
                rows(table) shouldContainExactly rows(Fixtures.csv)
            }
        }
    }
})
