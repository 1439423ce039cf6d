package org.platen.dsl.kotlin

import org.platen.dsl.expr.Application
import org.platen.dsl.expr.Expr
import org.platen.dsl.shape.ModelException

/**
 * The first head in the order of the declaration: `val (location, logScale) = encoder(x)`.
 *
 * @throws ModelException when there are not so many heads
 */
public operator fun Application.component1(): Expr = head(0)

/** The second head; see [component1]. */
public operator fun Application.component2(): Expr = head(1)

/** The third head; see [component1]. */
public operator fun Application.component3(): Expr = head(2)

/** The fourth head; see [component1]. */
public operator fun Application.component4(): Expr = head(3)

private fun Application.head(place: Int): Expr {
    val names = heads().keys.filter { it != Application.ONLY }
    if (place >= names.size) {
        val found = if (names.isEmpty()) "a single result" else "the heads $names"
        throw ModelException("'${function()}' has $found, and ${place + 1} or more are asked for")
    }
    return get(names[place])
}
