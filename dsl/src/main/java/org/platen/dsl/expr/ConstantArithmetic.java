package org.platen.dsl.expr;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import org.platen.dsl.shape.Shape;

/** Sums, differences, products and quotients of constants. */
final class ConstantArithmetic {

    private ConstantArithmetic() {}

    /** The constant, if both are and one is a single number or both have the same axes and shape. */
    static Optional<Expr> of(BinaryFunction function, Expr left, Expr right) {
        if (!(left instanceof Constant a) || !(right instanceof Constant b)) {
            return Optional.empty();
        }
        return switch (function) {
            case ADD -> combined(a, b, Double::sum);
            case SUBTRACT -> combined(a, b, (x, y) -> x - y);
            case MULTIPLY -> combined(a, b, (x, y) -> x * y);
            case DIVIDE -> combined(a, b, (x, y) -> x / y);
            default -> Optional.empty();
        };
    }

    private static Optional<Expr> combined(Constant a, Constant b, DoubleBinaryOperator operator) {
        Constant larger = isNumber(a) ? b : a;
        if (!isNumber(a) && !isNumber(b) && !isAligned(a, b)) {
            return Optional.empty();
        }
        double[] x = a.values();
        double[] y = b.values();
        double[] result = new double[Math.max(x.length, y.length)];
        for (int i = 0; i < result.length; i++) {
            result[i] = operator.applyAsDouble(x[x.length == 1 ? 0 : i], y[y.length == 1 ? 0 : i]);
        }
        return Optional.of(new Constant(result, larger.axes(), larger.shape()));
    }

    /** Equal sets of axes may come in another order, and then the numbers do too. */
    private static boolean isAligned(Constant a, Constant b) {
        return List.copyOf(a.axes()).equals(List.copyOf(b.axes())) && a.shape().equals(b.shape());
    }

    private static boolean isNumber(Constant constant) {
        return constant.shape().equals(Shape.SCALAR) && constant.axes().isEmpty();
    }
}
