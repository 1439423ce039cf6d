package org.platen.files

import java.util.IdentityHashMap
import java.util.TreeSet
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.platen.dsl.expr.Binary
import org.platen.dsl.expr.Constant
import org.platen.dsl.expr.Expr

/** The table of a model's expressions; each is made when it is first asked for, after those before it in the table that it is made of. */
internal class ExpressionReader(private val lines: JsonArray, private val reading: Reading) {
    private val made = HashMap<Int, Expr>()
    private val costs = IdentityHashMap<Expr, Cost>()

    /** How deep an expression is, and how many steps it takes to work out its plates and its shape. */
    private class Cost(val depth: Int, val steps: Long)

    fun read(element: JsonElement): Expr {
        if (element is JsonPrimitive) {
            return Constant.of(reading.number(element))
        }
        val place = reading.integer(reading.entry(reading.entries(element, setOf(ExpressionTable.NODE)), ExpressionTable.NODE))
        return made[place] ?: make(place)
    }

    /** All entries of the expressions that were made. */
    fun entries(): Long = made.values.sumOf { it.shape().size().toLong() }

    private fun make(place: Int): Expr {
        val needed = TreeSet<Int>()
        val stack = ArrayDeque(listOf(place))
        while (stack.isNotEmpty()) {
            val next = stack.removeLast()
            if (next in made || !needed.add(next)) {
                continue
            }
            val line = lines.getOrNull(next) ?: reading.fail("there is no expression $next")
            references(line).forEach {
                if (it !in 0..<next) {
                    reading.fail("expression $next is made of expression $it, which does not stand before it")
                }
                stack.addLast(it)
            }
        }
        for (next in needed) {
            if (next !in made) {
                val expr = reading.at("expression $next") { reading.record(lines[next], Expr::class.java) as Expr }
                checkCost(expr, next)
                made[next] = expr
            }
        }
        return made.getValue(place)
    }

    private fun references(element: JsonElement): List<Int> = when (element) {
        is JsonObject -> element[ExpressionTable.NODE]?.let { listOf(reading.integer(it)) } ?: element.values.flatMap { references(it) }
        is JsonArray -> element.filter { it !is JsonPrimitive }.flatMap { references(it) }
        is JsonPrimitive -> emptyList()
    }

    /** Expressions ask those that they are made of for plates and shapes again and again; where parts are shared, steps multiply. */
    private fun checkCost(expr: Expr, place: Int) {
        val parts = ExpressionTable.partsOf(expr).map { costs[it] ?: LEAF }
        val knowsItself = expr is Binary || expr is Constant
        val cost = Cost(1 + (parts.maxOfOrNull { it.depth } ?: 0), if (knowsItself) 1 else 1 + parts.sumOf { it.steps })
        if (cost.depth > Limits.EXPRESSION_DEPTH || cost.steps > Limits.EXPRESSION_STEPS) {
            reading.fail("expression $place is nested too deeply, or shares too much")
        }
        costs[expr] = cost
    }

    private companion object {
        val LEAF = Cost(1, 1)
    }
}
