package org.platen.columnar

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.io.UncheckedIOException
import kotlin.io.path.appendText
import kotlin.io.path.copyTo
import kotlin.io.path.createDirectory
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

private fun refusal(what: () -> Any): String = shouldThrow<ModelException>(what).message.orEmpty()

class RefusalsTest : FunSpec({
    val folder = tempdir().toPath()
    val sizes = model("sizes") { plate("row").observed("size", normal(0, 1)) }

    listOf("plain.parquet", "plain.feather").forEach { name ->
        val table = Fixtures.table(name)

        test("$name: a column that is not there is refused with the nearest name and those there are") {
            refusal { table.column("specis") } shouldStartWith
                "$name has no column 'specis', did you mean 'species'? It has [small, large, byte, single, double, price, truth, species, day, instant, nothing]."
        }

        test("$name: texts and dates taken as numbers are refused with the variable, the column and what would work") {
            refusal { table.column("species").into(sizes["size"]) } shouldBe
                "'size', column 'species' of $name holds texts, expected numbers." +
                " Take them with categories(\"species\"), or write the column as numbers."
            refusal { table.column("day").into(sizes["size"]) } shouldBe
                "'size', column 'day' of $name holds dates, expected numbers." +
                " Take them with categories(\"day\"), or write the column as numbers, such as days since the first."
            refusal { table.column("instant").into(sizes["size"]) } shouldContain "holds timestamps, expected numbers"
        }

        test("$name: a value that a variable cannot have is refused with its row") {
            val counts = model("truths") { plate("row").observed("truth", poisson(1)) }
            refusal { table.column("small").into(counts["truth"]).bind(counts) } shouldContain "row 3 of $name, column 'small'"
        }
    }

    test("tables without rows are refused as such") {
        listOf("empty.parquet", "empty.feather").forEach { name ->
            refusal { Fixtures.table(name).column("small").values() } shouldBe "$name has columns but no rows"
            refusal { Fixtures.table(name).rows() } shouldBe "$name has columns but no rows"
        }
    }

    test("a compression that cannot be read is named, with those that can") {
        refusal { Fixtures.table("brotli.parquet").column("small").values() } shouldBe
            "column 'small' of brotli.parquet is compressed by BROTLI, which cannot be read. Write it by zstd, Snappy, gzip or LZ4_RAW, or not compressed."
    }

    test("other files are refused with what they begin with") {
        val csv = Fixtures.path("rows.csv")
        refusal { Columnar.parquet(csv) } shouldBe "rows.csv is no Parquet file: it begins with '\"sma', expected 'PAR1'"
        refusal { Columnar.arrow(csv) } shouldBe "rows.csv is no Arrow file or stream: it begins with '\"small', expected 'ARROW1'"
        refusal { Columnar.arrow(Fixtures.path("plain.parquet")) } shouldContain "it begins with 'PAR1"
        refusal { Columnar.parquet(Fixtures.path("plain.feather")) } shouldContain "it begins with 'ARRO'"
        refusal { Fixtures.table("version1.feather") } shouldContain "is Feather of version 1, expected version 2"
        val encrypted = folder.resolve("secret.parquet").also { it.writeText("PARE, and then what only a key tells") }
        refusal { Columnar.open(encrypted) } shouldContain "secret.parquet is encrypted"
    }

    test("a columnar file that is read as CSV is refused with what reads it") {
        refusal { Data.csv(Fixtures.path("plain.parquet")) } shouldBe
            "plain.parquet is no CSV by its suffix. Columnar.open(path) of platen-columnar reads it."
    }

    test("files that are empty or of some bytes are refused") {
        listOf("", "P", "PAR1", "PAR1PAR1", "ARROW1", "ARROW1\u0000\u0000ARROW1").forEachIndexed { i, text ->
            listOf("parquet", "arrow").forEach { suffix ->
                val file = folder.resolve("short$i.$suffix").also { it.writeText(text) }
                refusal { Columnar.open(file) } shouldContain "short$i.$suffix"
            }
        }
    }

    test("a file that is not there is no damaged one") {
        shouldThrow<UncheckedIOException> { Columnar.open(folder.resolve("nowhere.parquet")) }.message shouldContain
            "cannot read nowhere.parquet: there is no such file"
        val directory = folder.resolve("directory.parquet").createDirectory()
        refusal { Columnar.open(directory) } shouldContain "directory.parquet"
    }

    test("a file that has changed since it was opened is refused") {
        val file = Fixtures.path("plain.parquet").copyTo(folder.resolve("changing.parquet"))
        val table = Columnar.open(file)
        file.appendText("more")
        refusal { table.column("small").values() } shouldBe "changing.parquet has changed since it was opened: open the table again"
    }

    test("damage of a page with a checksum is found") {
        val name = "pages1.parquet"
        val bytes = Fixtures.path(name).readBytes()
        val price = bytes.toString(Charsets.ISO_8859_1).indexOf("setosa")
        val file = folder.resolve(name).also { it.writeBytes(bytes.also { b -> b[price] = 'S'.code.toByte() }) }
        refusal { Columnar.open(file).categories("species").labels() } shouldContain "checksum"
    }
})
