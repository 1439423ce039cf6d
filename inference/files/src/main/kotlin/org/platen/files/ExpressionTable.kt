package org.platen.files

import java.util.IdentityHashMap
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.platen.dsl.expr.Application
import org.platen.dsl.expr.Constant
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Recurrence
import org.platen.dsl.expr.Slot
import org.platen.dsl.expr.Symbol
import org.platen.dsl.model.Earlier
import org.platen.dsl.model.Previous
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.ModelException

/** The expressions of a model, each once, those that it is made of before it. */
internal class ExpressionTable(private val writing: Writing) {
    private val places = IdentityHashMap<Expr, Int>()
    private val lines = ArrayList<JsonElement>()

    fun lines(): List<JsonElement> = lines

    /** What stands for an expression: a number, the name of a variable, a preceding value, or its place in the table. */
    fun reference(expr: Expr): JsonElement = short(expr) ?: JsonObject(mapOf(NODE to JsonPrimitive(places[expr] ?: add(expr))))

    private fun short(expr: Expr): JsonElement? = when {
        expr is Previous -> JsonObject(mapOf(PREVIOUS to JsonPrimitive(expr.lag()), "of" to JsonPrimitive(expr.of())))
        expr is Earlier -> JsonObject(mapOf(EARLIER to JsonPrimitive(expr.of())))
        expr is Variable -> JsonPrimitive(expr.name())
        expr is Slot -> null
        expr is Symbol -> throw ModelException("'${expr.name()}' is no variable of a model, and cannot be written to a file")
        expr is Constant && expr.shape.isScalar && expr.axes.isEmpty() && expr.values().single().isFinite() ->
            Numbers.write(expr.values().single(), false)
        else -> null
    }

    /** By a stack of its own: networks along sequences make expressions of thousands of levels. */
    private fun add(expr: Expr): Int {
        val stack = ArrayDeque(listOf(expr))
        while (stack.isNotEmpty()) {
            val last = stack.last()
            val missing = if (last in places) emptyList() else partsOf(last).filter { it !in places && short(it) == null }
            if (missing.isEmpty()) {
                stack.removeLast()
                if (last !in places) {
                    val line = writing.record(last)
                    places[last] = lines.size
                    lines += line
                }
            } else {
                missing.asReversed().forEach { stack.addLast(it) }
            }
        }
        return places.getValue(expr)
    }

    companion object {
        const val NODE = "node"
        const val PREVIOUS = "previous"
        const val EARLIER = "earlier"

        fun partsOf(expr: Expr): List<Expr> = when (expr) {
            is Application -> expr.arguments + expr.heads.values
            is Recurrence -> listOf(expr.input, expr.now) + expr.states.flatMap { listOf(it.before, it.next) }
            else -> expr.children()
        }
    }
}
