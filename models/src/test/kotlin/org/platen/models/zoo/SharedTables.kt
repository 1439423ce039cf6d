package org.platen.models.zoo

import io.kotest.core.test.Enabled
import java.nio.file.Files
import java.nio.file.Path
import org.platen.inference.data.Data
import org.platen.inference.data.Table

/** A table of the folder named by platen.data, for tests that skip where it is absent. */
class SharedTable(private val name: String) {

    private val file = System.getProperty("platen.data")?.let { Path.of(it, "tables", name) }?.takeIf(Files::exists)

    /** Whether it is there. */
    val present: () -> Enabled =
        { if (file != null) Enabled.enabled else Enabled.disabled("needs tables/$name in the folder named by platen.data") }

    /** As users read it. */
    fun table(): Table = Data.csv(file!!)

    /** The texts of a column. */
    fun texts(column: String): List<String> {
        val lines = Files.readAllLines(file!!)
        val place = lines[0].split(",").indexOf(column)
        return lines.drop(1).map { it.split(",")[place] }
    }

    /** The numbers of a column. */
    fun numbers(column: String): DoubleArray = texts(column).map(String::toDouble).toDoubleArray()

    /** The numbers of columns, a row each. */
    fun rows(vararg columns: String): Array<DoubleArray> {
        val all = columns.map(::numbers)
        return Array(all[0].size) { row -> DoubleArray(all.size) { all[it][row] } }
    }
}
