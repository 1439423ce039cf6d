package org.platen.inference.op;

import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;
import org.platen.inference.program.Node;

/** Elementwise functions of two arguments: value, derivatives and kernel. They are named as in the language. */
public enum BinaryRule {
    ADD((x, y) -> x + y, (a, x, y, z) -> a.number(1), (a, x, y, z) -> a.number(1), Lanes.ADD),
    SUBTRACT((x, y) -> x - y, (a, x, y, z) -> a.number(1), (a, x, y, z) -> a.number(-1), Lanes.SUBTRACT),
    MULTIPLY((x, y) -> x * y, (a, x, y, z) -> y, (a, x, y, z) -> x, Lanes.MULTIPLY),
    DIVIDE((x, y) -> x / y, (a, x, y, z) -> a.reciprocal(y), (a, x, y, z) -> a.negate(a.over(z, y)), Lanes.DIVIDE),
    LESS(Special::less, null, null, null),
    LESS_OR_EQUAL(Special::lessOrEqual, null, null, null),
    EQUAL(Special::equal, null, null, null),
    MAXIMUM(
            Math::max,
            (a, x, y, z) -> a.binary(LESS_OR_EQUAL, y, x),
            (a, x, y, z) -> a.binary(LESS, x, y),
            Lanes.MAXIMUM),
    MINIMUM(Math::min, (a, x, y, z) -> a.binary(LESS_OR_EQUAL, x, y), (a, x, y, z) -> a.binary(LESS, y, x), null),
    LOG_ADD_EXP(
            Special::logAddExp,
            (a, x, y, z) -> a.unary(UnaryRule.SIGMOID, a.minus(x, a.finite(y))),
            (a, x, y, z) -> a.unary(UnaryRule.SIGMOID, a.minus(y, a.finite(x))),
            null),
    X_LOG_Y(
            Special::xLogY,
            (a, x, y, z) -> a.log(awayFromZero(a, y)),
            (a, x, y, z) -> a.over(x, awayFromZero(a, y)),
            new XLogY()),
    POWER(Math::pow, BinaryRule::powerSlope, (a, x, y, z) -> a.binary(X_LOG_Y, z, x), null),
    POLYGAMMA(Special::polygamma, null, (a, n, x, z) -> a.polygamma(a.plus(n, 1), x), null);

    private final DoubleBinaryOperator value;
    private final @Nullable Slope left;
    private final @Nullable Slope right;
    private final Lanes.@Nullable Binary kernel;

    BinaryRule(DoubleBinaryOperator value, @Nullable Slope left, @Nullable Slope right, Lanes.@Nullable Binary kernel) {
        this.value = value;
        this.left = left;
        this.right = right;
        this.kernel = kernel;
    }

    /** A partial derivative as nodes. */
    @FunctionalInterface
    interface Slope {
        Node of(Algebra algebra, Node x, Node y, Node z);
    }

    /** The function of two numbers. */
    public double value(double x, double y) {
        return value.applyAsDouble(x, y);
    }

    @Nullable
    Node leftSlope(Algebra algebra, Node x, Node y, Node z) {
        return left == null ? null : left.of(algebra, x, y, z);
    }

    @Nullable
    Node rightSlope(Algebra algebra, Node x, Node y, Node z) {
        return right == null ? null : right.of(algebra, x, y, z);
    }

    void lanes(double[] x, double[] y, double[] out, int n) {
        if (kernel != null) {
            kernel.lanes(x, y, out, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            out[i] = value.applyAsDouble(x[i], y[i]);
        }
    }

    void laneScalar(double[] x, double y, double[] out, int n) {
        if (kernel != null) {
            kernel.laneScalar(x, y, out, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            out[i] = value.applyAsDouble(x[i], y);
        }
    }

    void scalarLane(double x, double[] y, double[] out, int n) {
        if (kernel != null) {
            kernel.scalarLane(x, y, out, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            out[i] = value.applyAsDouble(x, y[i]);
        }
    }

    /** y xʸ⁻¹, and 0 where both are 0. */
    private static Node powerSlope(Algebra a, Node x, Node y, Node z) {
        Node exponent = a.plus(y, -1);
        if (!a.isNowhere(y, 0)) {
            exponent = a.plus(exponent, a.times(a.binary(EQUAL, x, a.number(0)), a.binary(EQUAL, y, a.number(0))));
        }
        return a.times(y, a.power(x, exponent));
    }

    /** x log y is 0 where both are 0, and so are its derivatives. */
    private static Node awayFromZero(Algebra a, Node y) {
        return a.binary(MAXIMUM, y, a.number(Double.MIN_NORMAL));
    }
}
