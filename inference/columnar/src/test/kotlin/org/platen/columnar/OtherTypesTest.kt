package org.platen.columnar

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.shape.ModelException
import org.platen.inference.kotlin.tableOf

private const val MISSING = Double.NaN

/** The figures are those of `fixtures.py`. */
class OtherTypesTest : FunSpec({
    listOf("others.parquet", "others.feather").forEach { name ->
        context(name) {
            val table = Fixtures.table(name)

            fun numbers(vararg columns: String) = table.columns(*columns).values().map { it.toList() }

            test("numbers of other widths are numbers") {
                numbers("half").single() shouldContainExactly listOf(1.5, MISSING, Double.NEGATIVE_INFINITY)
                numbers("unsigned").single() shouldContainExactly listOf(18446744073709551615.0, 0.0, MISSING)
                numbers("big").single() shouldContainExactly listOf(12345678901234567890.12, MISSING, -0.01)
                numbers("levels").single() shouldContainExactly listOf(7.5, MISSING, 2.5)
                table.categories("unsigned").labels() shouldContainExactly listOf("0", "18446744073709551615")
            }

            test("times are text") {
                table.categories("clock").labels() shouldContainExactly listOf("01:02:03", "23:59:59.500")
                table.categories("local").labels() shouldContainExactly listOf("1969-12-31T23:59:59", "2024-02-29T12:30:15.250")
                table.categories("nanos").labels() shouldContainExactly
                    listOf("1969-12-31T23:59:59.999999999Z", "1970-01-01T00:00:00.000000001Z")
                table.categories("coded").labels() shouldContainExactly listOf("x", "y")
            }

            test("lists of one length are vectors, missing where the list is") {
                numbers("vector") shouldContainExactly
                    listOf(listOf(1.0, MISSING, 4.0), listOf(2.0, MISSING, MISSING), listOf(3.0, MISSING, 6.0))
                numbers("after", "list") shouldContainExactly
                    listOf(listOf(7.0, MISSING, 9.0), listOf(1.0, MISSING, 3.0), listOf(2.0, MISSING, 4.0))
            }

            test("a list of another length is refused with its row") {
                shouldThrow<ModelException> { numbers("ragged") }.message shouldBe
                    "row 2 of $name, column 'ragged': found a list of 0 numbers, expected 2 as in the rows before: the entries of a vector"
            }

            test("what is nested or bytes is refused by its name, and other columns are read") {
                listOf(
                    "nested" to "lists of lists or structs",
                    "struct" to "structs",
                    "map" to "maps",
                    "bytes" to "bytes",
                    "words" to "lists of texts",
                ).forEach { (column, what) ->
                    listOf<() -> Any>({ numbers(column) }, { table.categories(column).labels() }).forEach {
                        shouldThrow<ModelException>(it).message shouldContain "column '$column' of $name holds $what"
                    }
                }
                numbers("after").single() shouldContainExactly listOf(7.0, MISSING, 9.0)
            }
        }
    }

    test("texts in views, large texts and lists, and what stands behind unions and runs") {
        val table = Fixtures.table("others.feather")
        table.categories("view").labels() shouldContainExactly listOf("longer than twelve letters", "short")
        table.categories("large").labels() shouldContainExactly listOf("x", "y")
        table.columns("lists").values()[0].toList() shouldContainExactly listOf(1.0, MISSING, 2.0)
        table.columns("last").values()[0].toList() shouldContainExactly listOf(7.0, MISSING, 9.0)
        shouldThrow<ModelException> { table.columns("union").values() }.message shouldContain "holds values of several types"
        shouldThrow<ModelException> { table.columns("runs").values() }.message shouldContain "holds runs of equal values"
        shouldThrow<ModelException> { table.columns("span").values() }.message shouldContain "holds durations"
    }

    test("a dictionary of a stream may grow, and be another later") {
        val letters = model("letters") {
            val letter = plate("letter", 3)
            val share by parameter(simplex(letter))
            plate("row").observed("kind", categorical(share))
        }
        val kinds = tableOf("kind" to listOf("a", "b", "b", null, "a", "b", "c", null, "c", "a", "a", null))
        val table = Fixtures.table("growing.arrows")
        table.categories("kind").into(letters["kind"]).fingerprint() shouldBe kinds.categories("kind").into(letters["kind"]).fingerprint()
    }
})
