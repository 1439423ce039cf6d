package org.platen.inference.lower

import kotlin.math.exp
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Symbol
import org.platen.dsl.logSumExp
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Variable

/** The exact posterior of discrete latent variables by listing every combination of their values at all elements. */
class BruteForce(private val bound: Bound) {
    private val model = bound.model
    private val latents = model.latents()

    /** A latent variable at one of its elements. */
    private data class Unknown(val variable: RandomVariable, val element: Int)

    private val unknowns = latents.flatMap { latent -> (0 until bound.elements(latent)).map { Unknown(latent, it) } }

    private val combinations: List<List<Int>> = unknowns.fold(listOf(listOf())) { all, unknown ->
        all.flatMap { before -> (0 until Domains.size(unknown.variable)).map { before + it } }
    }

    private val logJoints = combinations.map { logJoint(it) }

    val logEvidence = logSumExp(logJoints)

    /** Probabilities of the values of a latent variable, row-major over its elements and then its values. */
    fun marginal(variable: RandomVariable): DoubleArray {
        val size = Domains.size(variable)
        return DoubleArray(bound.elements(variable) * size) { i ->
            val at = unknowns.indexOf(Unknown(variable, i / size))
            exp(logSumExp(combinations.indices.filter { combinations[it][at] == i % size }.map { logJoints[it] }) - logEvidence)
        }
    }

    private fun logJoint(combination: List<Int>): Double {
        val symbols = HashMap<Symbol, DoubleArray>(bound.values)
        for (latent in latents) {
            symbols[latent] = DoubleArray(bound.elements(latent)) {
                Domains.first(latent) + combination[unknowns.indexOf(Unknown(latent, it))].toDouble()
            }
        }
        return model.factors().sumOf { factor ->
            val density = factor.distribution().logDensity(factor)
            bound.positions(factor as Variable, listOf()).filter { it.entry == 0 }.sumOf { place ->
                evaluate(density, symbols, place.elements.filterKeys { it in factor.axes() }).single()
            }
        }
    }
}
