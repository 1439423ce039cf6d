package org.platen.models.zoo

import org.platen.inference.data.Data

/** The data of an example, as engines take them. */
fun Example.data(): Data {
    val plates = model.plates().associateBy { it.name() }
    var data = Data.sizes(sizes.mapKeys { (name, _) -> plates.getValue(name) })
    for ((name, numbers) in values) {
        val each = model[name].plates().firstNotNullOfOrNull { lengths[it.name()] }
        data = if (each == null) data.and(model[name], numbers) else data.and(model[name], series(numbers, each))
    }
    return data
}

private fun series(numbers: DoubleArray, lengths: IntArray): Array<DoubleArray> {
    val perInstant = numbers.size / lengths.sum()
    val ends = lengths.runningFold(0) { end, length -> end + length * perInstant }
    return Array(lengths.size) { numbers.copyOfRange(ends[it], ends[it + 1]) }
}
