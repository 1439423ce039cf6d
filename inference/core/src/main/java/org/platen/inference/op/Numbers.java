package org.platen.inference.op;

import org.jspecify.annotations.Nullable;

/**
 * Builds single numbers from others, as {@link Unrollable} operations need them.
 *
 * @param <N> a number, known or yet to be computed
 */
public interface Numbers<N> {

    /** A number that is known. */
    N number(double value);

    /** The value of a number that is known, else null. */
    @Nullable
    Double known(N x);

    /** {@link UnaryRule#value}. */
    N unary(UnaryRule rule, N x);

    /** {@link BinaryRule#value}. */
    N binary(BinaryRule rule, N x, N y);

    /** {@code ifTrue} where {@code condition} is not 0, else {@code ifFalse}. */
    N select(N condition, N ifTrue, N ifFalse);

    /** x + y. */
    default N plus(N x, N y) {
        return binary(BinaryRule.ADD, x, y);
    }

    /** x y. */
    default N times(N x, N y) {
        return binary(BinaryRule.MULTIPLY, x, y);
    }
}
