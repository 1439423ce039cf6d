package org.platen.dsl.expr;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.platen.dsl.shape.ModelException;

/** Expressions as people write them, for stories and error messages. */
public final class Describe {

    private Describe() {}

    /** The expression as text, for example {@code mean[z] + 0.5 * x}. */
    public static String of(Expr expr) {
        return text(expr, 0);
    }

    static String call(Enum<?> function, Expr left, Expr right) {
        return function.name().toLowerCase(Locale.ROOT) + "(" + of(left) + ", " + of(right) + ")";
    }

    static void requireSquare(String what, Expr x) {
        ModelException.require(
                x.shape().rank() == 2 && x.shape().dim(0).size() == x.shape().dim(1).size(),
                "%s of %s, event shape %s: expected a square matrix",
                what,
                of(x),
                x.shape());
    }

    private static String text(Expr expr, int precedence) {
        if (expr instanceof Symbol symbol) {
            return symbol.name();
        } else if (expr instanceof Constant constant) {
            return constant(constant);
        } else if (expr instanceof Unary unary) {
            return unary.function() == UnaryFunction.NEGATE
                    ? parenthesised("-" + text(unary.x(), 3), 2, precedence)
                    : unary.function().name().toLowerCase(Locale.ROOT) + "(" + of(unary.x()) + ")";
        } else if (expr instanceof Binary binary) {
            return binary(binary, precedence);
        } else if (expr instanceof Where where) {
            return "where(" + of(where.condition()) + ", " + of(where.ifTrue()) + ", " + of(where.ifFalse()) + ")";
        } else if (expr instanceof Reduce reduce) {
            return reduce.reduction().name().toLowerCase(Locale.ROOT) + "(" + of(reduce.x()) + ")";
        } else if (expr instanceof PlateReduce reduce) {
            return reduce.reduction().name().toLowerCase(Locale.ROOT) + "(" + of(reduce.x()) + " over " + reduce.axis() + ")";
        } else if (expr instanceof MatMul product) {
            return parenthesised(text(product.left(), 2) + " @ " + text(product.right(), 3), 2, precedence);
        } else if (expr instanceof Transpose transpose) {
            return text(transpose.x(), 4) + "ᵀ";
        } else if (expr instanceof Cholesky cholesky) {
            return "cholesky(" + of(cholesky.x()) + ")";
        } else if (expr instanceof TriangularSolve solve) {
            return "solve(" + of(solve.lower()) + (solve.transpose() ? "ᵀ, " : ", ") + of(solve.b()) + ")";
        } else if (expr instanceof Diagonal diagonal) {
            return "diagonal(" + of(diagonal.x()) + ")";
        } else if (expr instanceof Index index) {
            return text(index.x(), 4) + "[" + of(index.by()) + "]";
        } else if (expr instanceof Element element) {
            return text(element.x(), 4) + "[" + of(element.by()) + "]";
        } else if (expr instanceof Rename rename) {
            return text(rename.x(), 4) + "[" + rename.to() + "]";
        } else if (expr instanceof Take take) {
            return text(take.x(), 4) + take(take.entries());
        } else if (expr instanceof Reshape reshape) {
            return of(reshape.x());
        } else if (expr instanceof Concatenate concatenate) {
            return concatenate.parts().stream().map(Describe::of).collect(Collectors.joining(", ", "[", "]"));
        }
        throw new IllegalStateException("no text for " + expr.getClass());
    }

    private static String binary(Binary binary, int precedence) {
        String left = text(binary.left(), 1);
        return switch (binary.function()) {
            case ADD -> parenthesised(left + " + " + text(binary.right(), 1), 1, precedence);
            case SUBTRACT -> parenthesised(left + " - " + text(binary.right(), 2), 1, precedence);
            case MULTIPLY -> parenthesised(text(binary.left(), 2) + " * " + text(binary.right(), 2), 2, precedence);
            case DIVIDE -> parenthesised(text(binary.left(), 2) + " / " + text(binary.right(), 3), 2, precedence);
            case POWER -> parenthesised(text(binary.left(), 4) + "^" + text(binary.right(), 4), 3, precedence);
            case LESS -> parenthesised(left + " < " + text(binary.right(), 1), 0, precedence);
            case LESS_OR_EQUAL -> parenthesised(left + " <= " + text(binary.right(), 1), 0, precedence);
            case EQUAL -> parenthesised(left + " == " + text(binary.right(), 1), 0, precedence);
            default -> call(binary.function(), binary.left(), binary.right());
        };
    }

    private static String parenthesised(String text, int own, int precedence) {
        return own < precedence ? "(" + text + ")" : text;
    }

    private static String take(int[] entries) {
        boolean consecutive = true;
        for (int i = 1; i < entries.length; i++) {
            consecutive &= entries[i] == entries[0] + i;
        }
        return consecutive && entries.length > 1
                ? "[" + entries[0] + ".." + entries[entries.length - 1] + "]"
                : Arrays.toString(entries);
    }

    private static String constant(Constant constant) {
        double[] values = constant.values();
        if (values.length == 1) {
            return number(values[0]);
        }
        if (constant.isAll(values[0])) {
            return number(values[0]) + " (" + constant.shape() + ")";
        }
        if (constant.shape().rank() == 2 && constant.axes().isEmpty()) {
            int n = constant.shape().dim(1).size();
            boolean scaledIdentity = constant.shape().dim(0).size() == n;
            for (int i = 0; i < values.length; i++) {
                scaledIdentity &= values[i] == (i % (n + 1) == 0 ? values[0] : 0);
            }
            if (scaledIdentity) {
                return (values[0] == 1 ? "" : number(values[0]) + " * ") + "identity(" + n + ")";
            }
        }
        String shown = Arrays.stream(values).limit(6).mapToObj(Describe::number).collect(Collectors.joining(", "));
        return "[" + shown + (values.length > 6 ? ", …" : "") + "]";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : Double.toString(value);
    }
}
