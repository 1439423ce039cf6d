package org.platen.inference.data

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import java.io.StringReader
import java.io.UncheckedIOException
import org.platen.dsl.shape.ModelException

private const val NAN = Double.NaN

private fun csv(text: String): Table = Data.csv(StringReader(text), "t.csv")

private fun read(text: String, vararg columns: String): List<List<Double>> = csv(text).columns(*columns).values().map { it.toList() }

class CsvTest :
    FunSpec({

        val directory = tempdir().toPath()

        test("named columns are read in the order they are asked for") {
            read("a,b,c\n1,2,3\n4,5,6\n", "c", "a") shouldBe listOf(listOf(3.0, 6.0), listOf(1.0, 4.0))
        }

        test("a table tells its names and rows") {
            val table = csv("a,b\n1,2\n3,4\n")
            table.names() shouldBe listOf("a", "b")
            table.rows() shouldBe 2
        }

        test("numbers may have signs, decimal points and exponents") {
            read("a\n-1.5\n+2\n.5\n3.\n1e-3\n2.5E+10\n", "a") shouldBe listOf(listOf(-1.5, 2.0, 0.5, 3.0, 1e-3, 2.5e10))
        }

        test("any number is read back as it was written") {
            checkAll(100, Arb.list(Arb.numericDouble(), 1..20)) { numbers ->
                read(numbers.joinToString("\n", "a\n"), "a").single() shouldBe numbers
            }
        }

        test("an empty cell, NA and NaN are missing, quoted or not") {
            val text = "a,b\n,1\nNA,2\nNaN,3\n\"\",4\n\"NA\",5\n  ,6\n8,7\n"
            csv(text).column("a").values().single() shouldBe doubleArrayOf(NAN, NAN, NAN, NAN, NAN, NAN, 8.0)
        }

        test("fields in quotes may hold delimiters, quotes and line breaks") {
            val text = "\"name, full\",\"x\"\n\"Doe, \"\"Jo\"\"\",\"1.5\"\n\"two\nlines\",2\n"
            read(text, "x") shouldBe listOf(listOf(1.5, 2.0))
            csv(text).names() shouldBe listOf("name, full", "x")
            csv(text).categories("name, full").labels() shouldBe listOf("Doe, \"Jo\"", "two\nlines")
        }

        test("comment lines and blank lines are skipped, also before the header") {
            read("# from the survey\na,b\n1,2\n\n# half way\n3,4\n#end", "b") shouldBe listOf(listOf(2.0, 4.0))
        }

        test("lines may end with carriage return and line feed, and the last one with nothing") {
            read("a,b\r\n1,2\r\n3,4", "a", "b") shouldBe listOf(listOf(1.0, 3.0), listOf(2.0, 4.0))
        }

        test("a byte order mark is no part of the first name") {
            csv("\uFEFFa,b\n1,2\n").names() shouldBe listOf("a", "b")
            Data.csv("\uFEFFa,b\n1,2\n".byteInputStream(), "t.csv").names() shouldBe listOf("a", "b")
        }

        test("spaces around fields do not count") {
            read("a , b\n 1 ,\t2\n", "a", "b") shouldBe listOf(listOf(1.0), listOf(2.0))
        }

        test("columns that are not taken may hold anything") {
            read("name,a\nsetosa,1\nvirginica,2\n", "a") shouldBe listOf(listOf(1.0, 2.0))
        }

        test("a file, a stream, a reader and a class-path resource give the same table") {
            val file = directory.resolve("same.csv")
            val text = "a,b\n1,2\n"
            file.toFile().writeText(text)
            val tables = listOf(
                Data.csv(file),
                Data.csv(text.byteInputStream(), "t.csv"),
                csv(text),
                Data.csvResource(CsvTest::class.java, "same.csv"),
                Table.of(mapOf("a" to doubleArrayOf(1.0), "b" to doubleArrayOf(2.0))),
            )
            for (table in tables) {
                table.names() shouldBe listOf("a", "b")
                table.rows() shouldBe 1
                repeat(2) { table.columns("b", "a").values().map { it.single() } shouldBe listOf(2.0, 1.0) }
            }
        }

        test("the delimiter is what the header line has most of, outside of quotes") {
            val file = directory.resolve("semicolons.csv")
            file.toFile().writeText("# a,b,c,d\n\n\"a\";\"b, or c\"\n1;2\n")
            Data.csv(file).names() shouldBe listOf("a", "b, or c")
            Data.csv(file).columns("a", "b, or c").values().map { it.single() } shouldBe listOf(1.0, 2.0)
            for (delimiter in listOf(",", ";", "\t", "|")) {
                csv("a${delimiter}b\n1${delimiter}2\n").column("b").values().single().single() shouldBe 2.0
            }
            csv("\uFEFFa\n1\n").names() shouldBe listOf("a")
        }

        test("another delimiter is named") {
            Data.csv(StringReader("a:b,c\n1:2\n"), "colons.csv", ':').column("b,c").values().single().single() shouldBe 2.0
            refused("t.csv", "'1,5'", "decimal points") { csv("a;b\n1;1,5\n").column("b").values() }
        }

        test("columns go into a variable, rows along its outermost axis") {
            val data = csv("x,y\n1,2\n3,4\n5,6\n").columns("x", "y").into(pairs["x"])
            data.bind(pairs).column(pairs["x"]).values() shouldBe arrayOf(doubleArrayOf(1.0, 3.0, 5.0), doubleArrayOf(2.0, 4.0, 6.0))
            val crossed = csv("i1,i2,i3\n1,2,3\n4,5,6\n").columns("i1", "i2", "i3").into(scores["x"]).bind(scores)
            crossed.column(scores["x"]).values() shouldBe arrayOf(doubleArrayOf(1.0, 2.0, 3.0, 4.0, 5.0, 6.0))
        }

        test("a wrong value is found again in the file, past comments and blank lines") {
            val table = csv("# made up\n\ng,x\n1,1\n# the second\n1,\n1,3\n")
            refused("'se', row 2 (line 6 of t.csv), column 'x'", "missing") {
                table.column("x").into(schools["se"]).and(schools["y"], DoubleArray(3)).bind(schools)
            }
        }

        test("a cell that is no number is refused with variable, row, line, column and fix") {
            val text = "# made up\nname,x\nsetosa,1\nvirginica,two\n"
            val place = "'x', row 2 (line 4 of t.csv), column 'x'"
            refused(place, "found 'two'", "expected a finite number", "NA", "table.categories(\"x\")") {
                csv(text).column("x").into(scalar["x"])
            }
            for (cell in listOf("1d", "0x1p3", "Infinity", "-Inf", "1 000", "1e", "-", "1.2.3", "\"1,5\"", "na", "?")) {
                refused("row 1", "line 2") { read("x\n$cell\n", "x") }
            }
        }

        test("lines of another width are refused with the line") {
            refused("t.csv, line 3", "found 1 field", "expected 2") { read("a,b\n1,2\n3\n", "a") }
            refused("t.csv, line 2", "found 3 fields", "expected 2", "double quotes") { read("a,b\n1,2,3\n", "a") }
        }

        test("a header with a name twice is refused, nameless columns are not") {
            refused("t.csv", "two columns 'a'", "Rename") { csv("a,b,a\n1,2,3\n") }
            read(",,a\n1,2,3\n", "a") shouldBe listOf(listOf(3.0))
        }

        test("an unknown column is refused with the nearest name and all names") {
            val table = csv("eruptions,waiting\n1,2\n")
            refused("t.csv", "'eruption'", "did you mean 'eruptions'?", "[eruptions, waiting]") { table.columns("eruption") }
            refused("did you mean 'waiting'?") { table.column("Waiting") }
            refused("did you mean 'waiting'?") { table.categories("wating") }
            shouldThrow<ModelException> { table.column("species") }.message shouldNotContain "did you mean"
        }

        test("an empty file, and one without rows, are refused") {
            refused("t.csv", "is empty", "header") { csv("") }
            refused("t.csv", "is empty") { csv("# nothing but a comment\n\n") }
            refused("t.csv", "no rows") { csv("a,b\n").column("a").values() }
            refused("at least one column") { Table.of(emptyMap()) }
            refused("'a'", "empty") { Table.of(mapOf("a" to DoubleArray(0))) }
            refused("'b' has 1 rows", "'a' has 2") { Table.of(mapOf("a" to DoubleArray(2), "b" to DoubleArray(1))) }
        }

        test("text that is not CSV or not UTF-8 is refused by name") {
            refused("t.csv", "quote") { csv("a,b\n1,\"2\n").column("a").values() }
            refused("t.csv", "line: 3", "quote") { csv("a,b\n1,2\n3,\"4\"x\n").column("a").values() }
            val latin = directory.resolve("latin.csv")
            latin.toFile().writeBytes("name,x\nJos\u00e9,1\n".toByteArray(Charsets.ISO_8859_1))
            refused("latin.csv", "UTF-8", "Data.csv(reader, name)") { Data.csv(latin).column("x").values() }
        }

        test("a file that is not there is an error of input that names it") {
            shouldThrow<UncheckedIOException> { Data.csv(directory.resolve("absent.csv")) }.message shouldContain "absent.csv"
            refused("absent.csv", "CsvTest") { Data.csvResource(CsvTest::class.java, "absent.csv") }
        }
    })
