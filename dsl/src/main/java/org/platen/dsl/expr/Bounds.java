package org.platen.dsl.expr;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The closed interval that the values of an expression lie in, as far as it can be told at declaration.
 *
 * @param lower greatest known lower bound
 * @param upper least known upper bound
 */
public record Bounds(double lower, double upper) {

    /** Nothing is known. */
    public static final Bounds UNKNOWN = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** The bounds of an expression by interval arithmetic. */
    public static Bounds of(Expr expr) {
        return of(expr, new IdentityHashMap<>());
    }

    /** A part that is used in several places is looked at once. */
    private static Bounds of(Expr expr, Map<Expr, Bounds> known) {
        Bounds before = known.get(expr);
        if (before != null) {
            return before;
        }
        Bounds found = find(expr, known);
        known.put(expr, found);
        return found;
    }

    private static Bounds find(Expr expr, Map<Expr, Bounds> known) {
        if (expr instanceof Symbol symbol) {
            return symbol.bounds();
        }
        if (expr instanceof Constant constant) {
            double[] values = constant.values();
            return new Bounds(
                    Arrays.stream(values).min().orElseThrow(),
                    Arrays.stream(values).max().orElseThrow());
        }
        if (expr instanceof Unary unary) {
            return ofUnary(unary.function(), of(unary.x(), known));
        }
        if (expr instanceof Binary binary) {
            return ofBinary(binary.function(), of(binary.left(), known), of(binary.right(), known));
        }
        if (expr instanceof Index index) {
            return of(index.x(), known);
        }
        if (expr instanceof Element element) {
            return of(element.x(), known);
        }
        if (expr instanceof Take take) {
            return of(take.x(), known);
        }
        if (expr instanceof Reshape reshape) {
            return of(reshape.x(), known);
        }
        if (expr instanceof Stack stack) {
            return of(stack.x(), known);
        }
        if (expr instanceof Rename rename) {
            return of(rename.x(), known);
        }
        if (expr instanceof Application application) {
            return of(application.value(), known);
        }
        return UNKNOWN;
    }

    private static Bounds ofUnary(UnaryFunction function, Bounds x) {
        return switch (function) {
            case NEGATE -> new Bounds(-x.upper, -x.lower);
            case EXP -> new Bounds(Math.exp(x.lower), Math.exp(x.upper));
            case LOG -> new Bounds(Math.log(Math.max(0, x.lower)), Math.log(Math.max(0, x.upper)));
            case SQRT -> new Bounds(Math.sqrt(Math.max(0, x.lower)), Math.sqrt(Math.max(0, x.upper)));
            case ABS, SQUARE -> new Bounds(0, Double.POSITIVE_INFINITY);
            case SOFTPLUS -> new Bounds(0, Double.POSITIVE_INFINITY);
            case SIGMOID -> new Bounds(0, 1);
            case TANH, SIN, COS, SIGN -> new Bounds(-1, 1);
            default -> UNKNOWN;
        };
    }

    private static Bounds ofBinary(BinaryFunction function, Bounds a, Bounds b) {
        return switch (function) {
            case ADD -> new Bounds(a.lower + b.lower, a.upper + b.upper);
            case SUBTRACT -> new Bounds(a.lower - b.upper, a.upper - b.lower);
            case MULTIPLY ->
                hull(
                        times(a.lower, b.lower),
                        times(a.lower, b.upper),
                        times(a.upper, b.lower),
                        times(a.upper, b.upper));
            case DIVIDE ->
                b.lower > 0 || b.upper < 0 || (b.lower == 0 && b.upper > 0)
                        ? ofBinary(BinaryFunction.MULTIPLY, a, new Bounds(reciprocal(b.upper), reciprocal(b.lower)))
                        : UNKNOWN;
            case MAXIMUM -> new Bounds(Math.max(a.lower, b.lower), Math.max(a.upper, b.upper));
            case MINIMUM -> new Bounds(Math.min(a.lower, b.lower), Math.min(a.upper, b.upper));
            default -> UNKNOWN;
        };
    }

    private static double reciprocal(double x) {
        return x == 0 ? Double.POSITIVE_INFINITY : 1 / x;
    }

    private static double times(double a, double b) {
        return a == 0 || b == 0 ? 0 : a * b;
    }

    private static Bounds hull(double... values) {
        return new Bounds(
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow());
    }
}
