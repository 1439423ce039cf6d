package org.platen.inference.em

import org.platen.inference.fit.Tensor

/** The elements of the outermost axis of an estimate, each as the list of its numbers. */
fun Tensor.elements(): List<DoubleArray> = List(dims()[0]) { row(it) }

/** For each of [these] the position of the nearest of [those]; fails unless that pairs them off. */
fun pairing(these: List<DoubleArray>, those: List<DoubleArray>): List<Int> {
    val nearest = these.map { a -> those.indices.minBy { j -> a.indices.sumOf { (a[it] - those[j][it]) * (a[it] - those[j][it]) } } }
    check(nearest.toSet().size == these.size && these.size == those.size) {
        "components cannot be paired off: ${these.map { it.toList() }} and ${those.map { it.toList() }}"
    }
    return nearest
}

/** The largest difference of two lists of numbers, relative to the largest of the second. */
fun relativeDifference(found: DoubleArray, expected: DoubleArray): Double {
    val size = expected.maxOf { Math.abs(it) }
    return found.indices.maxOf { Math.abs(found[it] - expected[it]) } / size
}
