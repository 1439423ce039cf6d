package org.platen.inference.fit

import kotlin.math.exp
import org.platen.dsl.distribution.Categorical
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Symbol
import org.platen.dsl.logSumExp
import org.platen.dsl.model.Markov
import org.platen.dsl.model.Parameter
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.Axis
import org.platen.inference.data.Binding
import org.platen.inference.lower.Domains

/** What is known of discrete latent variables along a chain, by listing every combination of their values: slow, and meant to be obviously right. */
class ChainReference(private val binding: Binding, parameters: Map<Variable, DoubleArray>) {
    private val model = binding.model()
    private val chain = model.plates().single { it.isChain }
    private val instants = binding.size(chain)
    private val known: Map<Symbol, DoubleArray> = parameters + binding.columns().mapValues { (_, column) ->
        DoubleArray(column.elements() * column.values().size) { column.values()[it % column.values().size][it / column.values().size] }
    }

    private data class Unknown(val variable: RandomVariable, val element: Int)

    private val unknowns = model.latents().flatMap { latent -> elements(latent).map { Unknown(latent, it) } }
    private val combinations: List<List<Int>> = unknowns.fold(listOf(listOf())) { all, unknown ->
        all.flatMap { before -> (0 until Domains.size(unknown.variable)).map { before + it } }
    }

    /** A log joint density: what the data of each instant contribute, and everything else; with the probabilities that were read. */
    private class Joint(val apart: Double, val byInstant: List<Double>, val read: List<Pair<Variable, Int>>) {
        fun upTo(horizon: Int) = apart + byInstant.take(horizon + 1).sum()
    }

    private val joints = combinations.map { joint(it) }

    /** The log density of the data up to an instant. */
    fun logEvidence(horizon: Int = instants - 1): Double = logSumExp(joints.map { it.upTo(horizon) })

    /** Probabilities of the values of a latent variable at one of its elements, given the data up to an instant. */
    fun marginal(variable: RandomVariable, element: Int, horizon: Int = instants - 1): List<Double> {
        val at = unknowns.indexOf(Unknown(variable, element))
        return List(Domains.size(variable)) { value ->
            exp(
                logSumExp(combinations.indices.filter { combinations[it][at] == value }.map { joints[it].upTo(horizon) }) -
                    logEvidence(horizon),
            )
        }
    }

    /** How often each probability of each table is expected to be read, given all data. */
    fun expectedCounts(): Map<Variable, DoubleArray> {
        val counts = model.parameters().associateWith { parameter -> DoubleArray((known.getValue(parameter)).size) }
        val total = logEvidence()
        for (joint in joints) {
            val weight = exp(joint.upTo(instants - 1) - total)
            if (weight > 0) joint.read.forEach { (parameter, entry) -> counts.getValue(parameter as Parameter)[entry] += weight }
        }
        return LinkedHashMap<Variable, DoubleArray>(counts)
    }

    /** The log joint density of the data and the most probable combination. */
    fun largest(): Double = joints.maxOf { it.upTo(instants - 1) }

    /** The log joint density of the data and values of each latent variable, row-major. */
    fun logJoint(values: (RandomVariable) -> IntArray): Double {
        val combination = unknowns.map { values(it.variable)[it.element] - Domains.first(it.variable) }
        return joints[combinations.indexOf(combination)].upTo(instants - 1)
    }

    /** The elements of a variable that are part of the data. */
    fun elements(variable: Variable): List<Int> {
        val count = variable.axes().fold(1) { product, axis -> product * binding.size(axis.plate()) }
        return (0 until count).filter { binding.exists(variable.axes()).test(it) }
    }

    /** The instant that an element belongs to. */
    fun instant(variable: Variable, element: Int): Int = place(variable, element).getValue(chain.axis())

    private fun place(variable: Variable, element: Int): Map<Axis, Int> {
        var rest = element
        return variable.axes().reversed().associateWith { axis ->
            (rest % binding.size(axis.plate())).also {
                rest /=
                    binding.size(axis.plate())
            }
        }
    }

    private fun joint(combination: List<Int>): Joint {
        val symbols = HashMap(known)
        for (latent in model.latents()) {
            val count = latent.axes().fold(1) { product, axis -> product * binding.size(axis.plate()) }
            symbols[latent] = DoubleArray(count) { element ->
                val at = unknowns.indexOf(Unknown(latent, element))
                Domains.first(latent) + if (at < 0) 0.0 else combination[at].toDouble()
            }
        }
        for (variable in model.factors()) {
            (variable.distribution() as? Markov)?.let { markov ->
                val own = symbols.getValue(variable)
                markov.previous().forEach { previous -> symbols[previous] = DoubleArray(own.size) { own[maxOf(0, it - previous.lag())] } }
            }
        }
        var apart = 0.0
        val byInstant = DoubleArray(instants)
        val read = ArrayList<Pair<Variable, Int>>()
        for (variable in model.factors()) {
            val all = symbols.getValue(variable)
            for (element in elements(variable)) {
                val place = place(variable, element)
                val event = all.size / variable.axes().fold(1) { product, axis -> product * binding.size(axis.plate()) }
                if ((0 until event).any { all[element * event + it].isNaN() }) continue
                val distribution = variable.distribution().let {
                    if (it !is Markov) {
                        it
                    } else if (place.getValue(it.chain().axis()) < it.order()) {
                        it.initial()
                    } else {
                        it.transition()
                    }
                }
                read += read(distribution as Categorical, symbols, place, all[element].toInt())
                val density = evaluate(distribution.logDensity(variable), symbols, place, binding.sizes()).single()
                if (variable.isObserved && chain.axis() in place) byInstant[place.getValue(chain.axis())] += density else apart += density
            }
        }
        return Joint(apart, byInstant.toList(), read)
    }

    /** Which entry of which table holds the probability of a value: found by looking up where the tables hold the numbers of their entries. */
    private fun read(distribution: Categorical, symbols: Map<Symbol, DoubleArray>, place: Map<Axis, Int>, value: Int): Pair<Variable, Int> {
        val table = distribution.vector().symbols().filterIsInstance<Parameter>().single()
        val entries = DoubleArray(symbols.getValue(table).size) { it.toDouble() }
        return table to evaluate(distribution.vector(), symbols + (table to entries), place, binding.sizes())[value].toInt()
    }
}
