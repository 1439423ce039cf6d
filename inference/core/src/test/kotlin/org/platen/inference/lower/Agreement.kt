package org.platen.inference.lower

import io.kotest.assertions.withClue
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.maps.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import org.platen.dsl.expr.Expr
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.shape.Axis

/** The lowered program and the reference evaluator agree on [expr], whichever of [rows] is blocked; null is none. */
fun Bound.shouldAgree(expr: Expr, rows: List<Axis?> = listOf(null) + axesOf(expr), enumerated: Set<RandomVariable> = setOf()) {
    for (axis in rows) {
        val computed = run(expr, axis, enumerated)
        computed.shouldNotBeEmpty()
        reference(expr, computed.keys).forEach { (place, expected) ->
            withClue("$expr at $place with rows along $axis") {
                computed.getValue(place) shouldBe (expected plusOrMinus 1e-12 * (1 + abs(expected)))
            }
        }
    }
}

private fun axesOf(expr: Expr): List<Axis> = expr.symbols().flatMap { it.axes() }.distinct()
