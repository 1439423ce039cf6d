package org.platen.inference.lower

import kotlin.random.Random
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Index
import org.platen.dsl.model.Model
import org.platen.dsl.model.ModelBuilder
import org.platen.dsl.model.Parameter
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Space
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.Axis
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Plates

/**
 * A Bayesian network of categorical variables, some observed, with a probability table each; parents are indices of the table's plates. A latent variable
 * lives in one of [nest], plates each inside the next, and its parents in the same plates or in outer ones.
 */
class RandomDiscreteModel(private val random: Random, private val zeros: Boolean = false) {
    private val domains = listOf(Plate.of("two", 2), Plate.of("three", 3))

    /** Latent variables and what they are looked up by, to be parents of a variable in given plates. */
    private val candidates = ArrayList<Pair<Expr, Plate>>()

    /** Declares a variable over one of the domains whose parents are some of the latent variables that are visible in [where]. */
    fun variable(builder: ModelBuilder, name: String, where: Plates, observed: Boolean, mostParents: Int = 2): RandomVariable {
        val domain = domains.random(random)
        val visible = candidates.filter { where.axes().containsAll(it.first.axes()) }.shuffled(random)
        val parents = visible.take(if (observed) mostParents else random.nextInt(mostParents + 1))
        val axes = parents.mapIndexed { i, parent -> parent.second.copy("parent $i of $name") }
        val table = builder.parameter("table of $name", Plates { axes.toCollection(LinkedHashSet<Axis>()) }, Space.simplex(domain))
        val probabilities = parents.foldIndexed(table as Expr) { i, x, parent -> Index(x, axes[i], parent.first) }
        return if (observed) {
            builder.observed(name, where, categorical(probabilities))
        } else {
            builder.latent(name, where, categorical(probabilities)).also { candidates += it to domain }
        }
    }

    /** Lets variables of other plates read a latent variable through [expr]. */
    fun visible(expr: Expr, variable: RandomVariable) {
        candidates += expr to candidates.first { it.first == variable }.second
    }

    /** The model with random tables and data; plates sized by the data get [openSize] elements. */
    fun declare(name: String, openSize: Int, declaration: RandomDiscreteModel.(ModelBuilder) -> Unit): Bound {
        val model = Model.declare(name) { builder ->
            domains.forEach { builder.plate(it.name(), it.size()) }
            declaration(builder)
        }
        val sizes = model.plates().filter { it.sizedByData() }.associateWith { openSize }
        return Bound(model, sizes, known = model.parameters().associateBy({ it as Variable }, ::probabilities), random = random)
    }

    private fun probabilities(table: Parameter): DoubleArray {
        val size = table.shape().size()
        val rows = table.axes().fold(1) { product, axis -> product * axis.plate().size() }
        return (0 until rows).flatMap {
            val weights = List(size) { i ->
                if (zeros && i > 0 &&
                    random.nextInt(3) == 0
                ) {
                    0.0
                } else {
                    random.nextDouble(0.05, 1.0)
                }
            }.shuffled(random)
            weights.map { it / weights.sum() }
        }.toDoubleArray()
    }
}
