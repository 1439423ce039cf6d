package org.platen.inference.em

import kotlin.math.ln

/**
 * One finite Markov chain by the textbook, in probabilities scaled at each instant (Rabiner 1989, "A tutorial on hidden Markov models", equations 19 to 37 and
 * section V A).
 *
 * @param transition the probabilities of moving into an instant, from its second on
 * @param likelihood of the data of each instant in each state
 */
class Rabiner(initial: DoubleArray, transition: (t: Int) -> Array<DoubleArray>, private val likelihood: Array<DoubleArray>) {
    private val states = initial.indices
    private val instants = likelihood.indices
    private val scale = DoubleArray(likelihood.size)

    /** The filtered probabilities. */
    val forward: Array<DoubleArray> = Array(likelihood.size) { DoubleArray(initial.size) }
    private val backward = Array(likelihood.size) { DoubleArray(initial.size) { 1.0 } }

    init {
        for (t in instants) {
            for (s in states) {
                val prior = if (t == 0) initial[s] else states.sumOf { forward[t - 1][it] * transition(t)[it][s] }
                forward[t][s] = prior * likelihood[t][s]
            }
            scale[t] = forward[t].sum()
            for (s in states) forward[t][s] /= scale[t]
        }
        for (t in instants.reversed().drop(1)) {
            for (s in states) {
                backward[t][s] = states.sumOf { transition(t + 1)[s][it] * likelihood[t + 1][it] * backward[t + 1][it] } / scale[t + 1]
            }
        }
    }

    val logLikelihood: Double = scale.sumOf { ln(it) }

    /** γ: probabilities of the states at each instant. */
    val visits: List<List<Double>> = instants.map { t -> states.map { forward[t][it] * backward[t][it] } }

    /** ξ: probabilities of each move into each instant, none into the first. */
    val moves: List<List<List<Double>>> = instants.map { t ->
        states.map { from ->
            states.map { to ->
                if (t == 0) 0.0 else forward[t - 1][from] * transition(t)[from][to] * likelihood[t][to] * backward[t][to] / scale[t]
            }
        }
    }
}
