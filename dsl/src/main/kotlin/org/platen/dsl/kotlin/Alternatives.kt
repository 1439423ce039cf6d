package org.platen.dsl.kotlin

import org.platen.dsl.distribution.Parameterisation
import org.platen.dsl.expr.Expr
import org.platen.dsl.shape.ModelException

/** The one argument that was given of several that say the same in different ways. */
internal fun oneOf(family: String, vararg alternatives: Pair<String, Expr?>): Pair<String, Expr> {
    val given = alternatives.mapNotNull { (name, value) -> value?.let { name to it } }
    if (given.size != 1) {
        val found = if (given.isEmpty()) "none" else given.joinToString(" and ") { it.first }
        throw ModelException("$family: give one of ${alternatives.joinToString { it.first }}, found $found")
    }
    return given.single()
}

/** Probabilities or logits, whichever was given. */
internal fun <T> parameterised(family: String, name: String, probabilities: Expr?, logits: Expr?, make: (Parameterisation, Expr) -> T): T {
    val (which, value) = oneOf(family, name to probabilities, "logits" to logits)
    return make(if (which == "logits") Parameterisation.LOGITS else Parameterisation.PROBABILITIES, value)
}
