@file:JvmName("Plots")
@file:JvmMultifileClass

package org.platen.plots

import org.platen.dsl.model.Model
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.fit.Fit

/**
 * Rows in a plane, coloured by their most probable cluster, with the mean of each cluster and the ellipses that hold 68 % and 95 % of a Normal distribution with the
 * cluster's mean and covariance: those of the rows, weighted by their probabilities of being in it. Rows with missing coordinates are left out.
 *
 * @param observed a vector of numbers; the only one, if there is just one
 * @param cluster a discrete latent variable in the same plate; the only one, if there is just one
 * @param across the entry of [observed] that is drawn from left to right
 * @param up the entry that is drawn upwards
 * @param title above the picture
 * @param data the rows to show: those that were fitted, or others
 */
@JvmOverloads
fun Fit.plotClusters(
    observed: String = "",
    cluster: String = "",
    across: Int = 0,
    up: Int = 1,
    title: String = model().name(),
    data: Data = data(),
): Picture {
    val x = model().only(observed, "observed vector") { it.isObserved && it.shape().size() > 1 }
    val z = model().only(cluster, "discrete latent variable") { !it.isObserved && it.isDiscrete }
    ModelException.require(
        x.axes() == z.axes() && x.axes().size == 1,
        "rows of '%s' live in %s and clusters '%s' in %s: a picture needs both in one plate",
        x.name(),
        x.axes(),
        z.name(),
        z.axes(),
    )
    ModelException.require(
        across in 0 until x.shape().size() && up in 0 until x.shape().size(),
        "'%s' has the entries 0 to %d, found %d and %d",
        x.name(),
        x.shape().size() - 1,
        across,
        up,
    )
    val columns = Binding.of(model(), data).column(x).values()
    val responsibilities = responsibilities(z, data)
    val rows = columns[0].indices.filter { columns[across][it].isFinite() && columns[up][it].isFinite() }
    val points = rows.map { doubleArrayOf(columns[across][it], columns[up][it]) }
    val weights = rows.map { responsibilities.row(it) }
    val assignments = weights.map { row -> row.indices.maxBy { row[it] } }
    val groups = weights[0].indices.map { k -> WeightedMoments.of(points, weights.map { it[k] }) }
    return ClusterPlot(
        points.toTypedArray(),
        assignments.toIntArray(),
        groups.map { it.mean }.toTypedArray(),
        groups.map { it.covariance }.toTypedArray(),
    ).title(title).axes("${x.name()}[$across]", "${x.name()}[$up]").picture()
}

/** Mean and covariance of weighted points. */
internal class WeightedMoments(val mean: DoubleArray, val covariance: Array<DoubleArray>) {

    companion object {
        fun of(points: List<DoubleArray>, weights: List<Double>): WeightedMoments {
            val total = weights.sum()
            val mean = DoubleArray(2) { i -> points.indices.sumOf { weights[it] * points[it][i] } / total }
            val covariance = Array(2) { i ->
                DoubleArray(2) { j -> points.indices.sumOf { weights[it] * (points[it][i] - mean[i]) * (points[it][j] - mean[j]) } / total }
            }
            return WeightedMoments(mean, covariance)
        }
    }
}

/** The random variable of this name, or the only one of a kind. */
internal fun Model.only(name: String, kind: String, isMeant: (RandomVariable) -> Boolean): RandomVariable {
    val all = (latents() + observed()).filter(isMeant)
    if (name.isEmpty()) {
        ModelException.require(all.size == 1, "model '%s' has not one %s but %s: name it", name(), kind, all)
        return all.single()
    }
    val named = all.filter { get(name) == it }
    ModelException.require(named.isNotEmpty(), "'%s' is no %s of model '%s'; those are %s", name, kind, name(), all)
    return named.single()
}
