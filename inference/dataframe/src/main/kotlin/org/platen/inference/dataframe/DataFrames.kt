package org.platen.inference.dataframe

import org.jetbrains.kotlinx.dataframe.AnyFrame
import org.jetbrains.kotlinx.dataframe.api.columnOf
import org.jetbrains.kotlinx.dataframe.api.dataFrameOf
import org.jetbrains.kotlinx.dataframe.api.named
import org.jetbrains.kotlinx.dataframe.columns.ColumnKind
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Table
import org.platen.inference.fit.Embedding
import org.platen.inference.posterior.Draws

/**
 * This data frame as a table, whose columns are then bound to the variables of a model; null is a missing value, and what is neither a number nor a truth value is
 * text, to be taken as categories.
 *
 * @throws ModelException when a column holds groups of columns or data frames, or there are no rows
 */
public fun AnyFrame.toTable(): Table {
    columns().firstOrNull { it.kind() != ColumnKind.Value }?.let {
        throw ModelException(
            "column '${it.name()}' of the data frame holds a ${it.kind().name.lowercase()}, expected values: flatten() the data frame first",
        )
    }
    return Table.ofLists(columns().associateTo(linkedMapOf()) { it.name() to it.toList() })
}

/** Draws as a data frame: a row for each draw, with its `chain` and `draw` from 0, and a column for each entry of each variable. */
public fun Draws.toDataFrame(): AnyFrame {
    val places = List(chains() * perChain()) { it / perChain() to it % perChain() }
    val entries = columns().map { column -> columnOf(*of(column.variable(), column.entry()).toTypedArray()).named(column.name()) }
    val chain = columnOf(*places.map { it.first }.toTypedArray()).named("chain")
    val draw = columnOf(*places.map { it.second }.toTypedArray()).named("draw")
    return dataFrameOf(listOf(chain, draw) + entries)
}

/** An embedding as a data frame: a row for each element, a column for each number. */
public fun Embedding.toDataFrame(): AnyFrame {
    val rows = rows()
    return dataFrameOf(columns().mapIndexed { i, name -> columnOf(*Array(rows.size) { rows[it][i] }).named(name) })
}
