package org.platen.inference.em

import io.kotest.core.test.Enabled
import java.nio.file.Files
import java.nio.file.Path

/** A table in the folder that the system property platen.data names; tests of absent ones are skipped. */
class SharedTable private constructor(path: String, private val file: Path?) {

    /** For `config(enabledOrReasonIf = …)`. */
    val present: (Any) -> Enabled = {
        if (file != null) Enabled.enabled else Enabled.disabled("needs $path in the folder named by platen.data")
    }

    private val cells by lazy { Files.readAllLines(file!!).map { line -> line.split(",").map { it.trim('"') } } }

    fun texts(column: String): List<String> = cells[0].indexOf(column).let { i -> cells.drop(1).map { it[i] } }

    /** NaN where a cell is empty. */
    fun column(name: String): DoubleArray = texts(name).map { if (it.isEmpty()) Double.NaN else it.toDouble() }.toDoubleArray()

    /** Row by row. */
    fun columns(vararg names: String): Array<DoubleArray> =
        names.map(::column).let { columns -> Array(columns[0].size) { row -> DoubleArray(names.size) { columns[it][row] } } }

    companion object {
        fun of(name: String): SharedTable {
            val path = "tables/$name"
            val file = System.getProperty("platen.data")?.let { Path.of(it, path) }?.takeIf(Files::exists)
            return SharedTable(path, file)
        }
    }
}
