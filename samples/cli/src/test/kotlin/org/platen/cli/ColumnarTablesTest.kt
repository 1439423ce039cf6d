package org.platen.cli

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Path
import kotlin.io.path.toPath
import kotlin.io.path.writeText

/** Commands say of a Parquet or Feather file, which pyarrow wrote (`tables.py`), what they say of the CSV file of the same table. */
class ColumnarTablesTest : FunSpec({
    val folder = tempdir().toPath()
    val csv = folder.resolve("faithful.csv").also { it.writeText(faithful) }
    val script = folder.resolve("mixture.platen.kts").also { it.writeText(mixture(2)) }

    fun same(name: String): Path = checkNotNull(ColumnarTablesTest::class.java.getResource(name)).toURI().toPath()

    listOf("faithful.parquet", "faithful.feather").forEach { name ->
        test("$name is fitted, scored and described") {
            val both = listOf(csv, same(name)).map { data ->
                val fit = folder.resolve("fit.platen")
                val summary = platen("fit", script, "--data", data, "--restarts", 2, "--out", fit, "--quiet", "--json")
                summary.code shouldBe 0
                platen("score", fit, "--data", data).out
            }
            both[1] shouldBe both[0]
            platen("info", same(name)).out shouldContain Regex("rows +272")
        }

        test("clusters of $name are counted") {
            fun selected(data: Path) = platen("select", "--data", data, "--most", 2, "--restarts", 2, "--quiet", "--json")
            selected(same(name)) shouldBe selected(csv)
        }

        test("$name is the table of a script") {
            val columns = folder.resolve("columns.platen.kts").also {
                it.writeText("println(table.columns(table.names()).values()[1].sum())")
            }
            // R: sum(faithful$waiting).
            platen("run", columns, "--data", same(name)).out shouldBe "19284.0\n"
        }
    }
})
