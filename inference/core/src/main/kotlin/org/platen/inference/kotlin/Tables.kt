package org.platen.inference.kotlin

import org.platen.dsl.model.Variable
import org.platen.inference.data.Data
import org.platen.inference.data.Table

/**
 * A table of lists of numbers, truth values or texts, in which null is a missing value: `tableOf("height" to heights, "species" to species)`.
 *
 * @throws org.platen.dsl.shape.ModelException when the columns differ in length or there are none
 */
public fun tableOf(vararg columns: Pair<String, List<Any?>>): Table = Table.ofLists(linkedMapOf(*columns))

/** A table of what [columns] say of each of these: `people.toTable("age" to { it.age }, "county" to { it.county })`. */
public fun <T> Iterable<T>.toTable(vararg columns: Pair<String, (T) -> Any?>): Table =
    Table.ofLists(columns.associateTo(linkedMapOf()) { (name, cell) -> name to map(cell) })

/** Lists of numbers for variables, in which null is a missing value: `dataOf(model["x"] to x, model["y"] to y)`. */
public fun dataOf(vararg values: Pair<Variable, Collection<Number?>>): Data =
    values.fold(Data.none()) { data, (variable, list) -> data.and(variable, list) }
