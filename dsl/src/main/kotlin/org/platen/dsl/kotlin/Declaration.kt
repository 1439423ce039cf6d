package org.platen.dsl.kotlin

import kotlin.reflect.KProperty
import org.platen.dsl.expr.Expr
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

    internal fun failUnnamed(model: String): Nothing = throw ModelException(
        "model '$model' has a variable without a name: $what. Write 'val name by …', or give the name as the first argument.",
    )
}

/** A declared variable behind its property. */
public class Declared<out T : Expr> internal constructor(private val variable: T) {
    /** The variable. */
    public operator fun getValue(thisRef: Any?, property: KProperty<*>): T = variable
}
