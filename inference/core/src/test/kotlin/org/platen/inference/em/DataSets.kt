package org.platen.inference.em

import java.nio.file.Files
import java.nio.file.Path

/** Old Faithful: 272 eruptions, their length and the waiting time after it, in minutes (R, datasets::faithful). */
val faithful: Array<DoubleArray> = table("old-faithful.csv", 2)

/** Iris: sepal length and width, petal length and width of 150 flowers, in centimetres (R, datasets::iris). */
val iris: Array<DoubleArray> = table("iris.csv", 4)

/** The first columns of a table of the models module, read as the file it is: that module depends on this one. */
private fun table(name: String, columns: Int): Array<DoubleArray> =
    Files.readAllLines(Path.of("../../models/src/main/resources/org/platen/models/data", name))
        .filterNot { it.startsWith("#") }
        .drop(1)
        .map { line -> line.split(",").take(columns).map(String::toDouble).toDoubleArray() }
        .toTypedArray()
