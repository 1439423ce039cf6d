package org.platen.plots

/** Rows spread evenly over a table. */
internal object EvenRows {

    /** All of [rows] rows, or [most] of them at equal distances, in order. */
    fun of(rows: Int, most: Int): List<Int> = if (rows <= most) List(rows) { it } else List(most) { (it.toLong() * rows / most).toInt() }
}
