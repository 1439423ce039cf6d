package org.platen.dsl.expr;

import java.util.List;
import java.util.Optional;
import org.platen.dsl.shape.Dim;

/** A named leaf of an expression: a variable of a model. Two symbols are the same only when they are the same object. */
public non-sealed interface Symbol extends Expr {

    /** The name, unique in its model. */
    String name();

    /** The interval its values lie in, as far as it is known at declaration. */
    Bounds bounds();

    /** Whether its values are known to be real numbers, so that it can be no index. */
    default boolean isContinuous() {
        return false;
    }

    /** For integer-valued symbols that count from zero: how many values there are, and the plate they index, if known. */
    Optional<Dim> indexDomain();

    @Override
    default Optional<Dim> domain() {
        return indexDomain();
    }

    @Override
    default List<Expr> children() {
        return List.of();
    }
}
