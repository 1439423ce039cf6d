package org.platen.inference.em

/** Normal variables, each around a weighted sum of earlier ones, and the joint Normal of all. */
class NormalNetwork {
    private val means = ArrayList<Double>()
    private val noises = ArrayList<DoubleArray>()

    /** One more variable: [constant] + Σ weight · parent + [sd] · noise. Its number is the answer. */
    fun add(constant: Double, sd: Double, vararg parents: Pair<Int, Double>): Int {
        means += constant + parents.sumOf { (of, weight) -> weight * means[of] }
        val own = DoubleArray(means.size) { k -> parents.sumOf { (of, weight) -> weight * noises[of].getOrElse(k) { 0.0 } } }
        own[means.size - 1] = sd
        noises += own
        return means.size - 1
    }

    fun joint() = DenseNormal(
        means.toDoubleArray(),
        square(means.size) { i, j -> (0..minOf(i, j)).sumOf { noises[i][it] * noises[j][it] } },
    )

    /** What is known of all variables: [values] by number. */
    fun known(values: Map<Int, Double>) = DoubleArray(means.size) { values[it] ?: Double.NaN }
}
