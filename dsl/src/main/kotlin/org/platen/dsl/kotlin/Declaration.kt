package org.platen.dsl.kotlin

import kotlin.reflect.KProperty
import org.platen.dsl.expr.Expr
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.shape.ModelException

/** A variable that waits for its name: `val x by …` declares it under the name of the property. */
public class Declaration<out T : Expr>
internal constructor(
    private val what: String,
    private val unnamed: MutableSet<Declaration<*>>,
    private val declare: (String) -> T,
) {
    /** Declares the variable at once, so that variables come in the order of the lines of the model. */
    public operator fun provideDelegate(thisRef: Any?, property: KProperty<*>): Declared<T> {
        unnamed.remove(this)
        return Declared(declare(property.name))
    }

    internal fun andThen(change: (T) -> Unit): Declaration<T> {
        unnamed.remove(this)
        return Declaration<T>(what, unnamed) { declare(it).also(change) }.also(unnamed::add)
    }

    internal fun failUnnamed(model: String): Nothing = throw ModelException(
        "model '$model' has a variable without a name: $what. Write 'val name by …', or give the name as the first argument.",
    )
}

/**
 * The same, non-centred: engines that work in unconstrained numbers know it by z of `location + scale * z`. What is read from a fit does not change.
 *
 * @throws ModelException when it is no latent variable of a family with location and scale, or a Markov chain
 */
public fun Declaration<RandomVariable>.nonCentred(): Declaration<RandomVariable> = andThen(RandomVariable::nonCentred)

/** A declared variable behind its property. */
public class Declared<out T : Expr> internal constructor(private val variable: T) {
    /** The variable. */
    public operator fun getValue(thisRef: Any?, property: KProperty<*>): T = variable
}
