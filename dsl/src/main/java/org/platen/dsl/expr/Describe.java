package org.platen.dsl.expr;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.platen.dsl.shape.ModelException;

/** Expressions as people write them, for stories and error messages. */
public final class Describe {

    /** Deeper parts are shown as an ellipsis: a shared part is written out wherever it occurs, so text can grow much faster than the expression. */
    private static final int MAXIMUM_DEPTH = 14;

    private static final int MAXIMUM_LENGTH = 400;

    private Describe() {}

    /** The expression as text, for example {@code mean[z] + 0.5 * x}. */
    public static String of(Expr expr) {
        String text = text(expr, Precedence.LOWEST, 0);
        return text.length() <= MAXIMUM_LENGTH ? text : text.substring(0, MAXIMUM_LENGTH) + "…";
    }

    /** What {@code function} of two expressions looks like. */
    static String of(BinaryFunction function, Expr left, Expr right) {
        return binary(function, left, right, Precedence.LOWEST, 0);
    }

    static void requireSquare(String what, Expr x) {
        ModelException.require(
                x.shape().rank() == 2
                        && x.shape().dim(0).size() == x.shape().dim(1).size(),
                "%s of %s, event shape %s: expected a square matrix",
                what,
                x,
                x.shape());
    }

    /** How tightly a text holds together: one is put in parentheses inside of any that holds more tightly. */
    enum Precedence {
        LOWEST,
        SUM,
        PRODUCT,
        POWER,
        TIGHTEST;

        String enclose(String text, Precedence context) {
            return compareTo(context) < 0 ? "(" + text + ")" : text;
        }
    }

    private static String text(Expr expr, Precedence context, int depth) {
        int next = depth + 1;
        if (expr instanceof Symbol symbol) {
            return symbol.name();
        } else if (expr instanceof Constant constant) {
            return ConstantText.of(constant, context);
        } else if (depth == MAXIMUM_DEPTH) {
            return "…";
        } else if (expr instanceof Unary unary) {
            return unary(unary, context, next);
        } else if (expr instanceof Binary binary) {
            return binary(binary.function(), binary.left(), binary.right(), context, next);
        } else if (expr instanceof Where where) {
            return call("where", next, where.condition(), where.ifTrue(), where.ifFalse());
        } else if (expr instanceof Reduce reduce) {
            return reduction(reduce, next);
        } else if (expr instanceof PlateReduce reduce) {
            return name(reduce.reduction()) + "(" + text(reduce.x(), Precedence.LOWEST, next) + " over " + reduce.axis()
                    + ")";
        } else if (expr instanceof MatMul product) {
            return infix(product.left(), " @ ", Precedence.PRODUCT, product.right(), Precedence.POWER, context, next);
        } else if (expr instanceof Convolve convolve) {
            return call("convolve", next, convolve.x(), convolve.filter());
        } else if (expr instanceof ConvolveTransposed convolve) {
            return call("convolveTransposed", next, convolve.y(), convolve.filter());
        } else if (expr instanceof Transpose transpose) {
            return text(transpose.x(), Precedence.TIGHTEST, next) + "ᵀ";
        } else if (expr instanceof Cholesky cholesky) {
            return call("cholesky", next, cholesky.x());
        } else if (expr instanceof TriangularSolve solve) {
            return call(solve.transpose() ? "solveUpper" : "solveLower", next, solve.lower(), solve.b());
        } else if (expr instanceof Stack stack) {
            return "stacked(" + text(stack.x(), Precedence.LOWEST, next) + ", " + stack.axis() + ")";
        } else if (expr instanceof Diagonal diagonal) {
            return call("diagonal", next, diagonal.x());
        } else if (expr instanceof Index index) {
            return indexed(index.x(), index.by(), next);
        } else if (expr instanceof Element element) {
            return indexed(element.x(), element.by(), next);
        } else if (expr instanceof Rename rename) {
            return text(rename.x(), Precedence.TIGHTEST, next) + "[" + rename.to() + "]";
        } else if (expr instanceof Lag lag) {
            return "lag(" + text(lag.x(), Precedence.LOWEST, next) + (lag.instants() == 1 ? "" : ", " + lag.instants())
                    + ")";
        } else if (expr instanceof Recurrence recurrence) {
            return "recurrence(" + text(recurrence.input(), Precedence.LOWEST, next) + " along " + recurrence.chain()
                    + ")";
        } else if (expr instanceof Take take) {
            return text(take.x(), Precedence.TIGHTEST, next) + "[" + ":, ".repeat(take.eventAxis())
                    + entries(take.entries()) + "]";
        } else if (expr instanceof Reshape reshape) {
            return text(reshape.x(), context, next);
        } else if (expr instanceof Application application) {
            return call(application.function(), next, application.arguments().toArray(Expr[]::new));
        } else if (expr instanceof Concatenate concatenate) {
            return concatenate.parts().stream()
                    .map(part -> text(part, Precedence.LOWEST, next))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        throw new IllegalStateException("no text for " + expr.getClass());
    }

    private static String unary(Unary unary, Precedence context, int depth) {
        return switch (unary.function()) {
            case NEGATE -> Precedence.PRODUCT.enclose("-" + text(unary.x(), Precedence.POWER, depth), context);
            case SQUARE -> Precedence.POWER.enclose(text(unary.x(), Precedence.TIGHTEST, depth) + "^2", context);
            default -> call(name(unary.function()), depth, unary.x());
        };
    }

    private static String binary(BinaryFunction function, Expr left, Expr right, Precedence context, int depth) {
        return switch (function) {
            case ADD -> infix(left, " + ", Precedence.SUM, right, Precedence.SUM, context, depth);
            case SUBTRACT -> infix(left, " - ", Precedence.SUM, right, Precedence.PRODUCT, context, depth);
            case MULTIPLY -> infix(left, " * ", Precedence.PRODUCT, right, Precedence.PRODUCT, context, depth);
            case DIVIDE -> infix(left, " / ", Precedence.PRODUCT, right, Precedence.POWER, context, depth);
            case POWER ->
                Precedence.POWER.enclose(
                        text(left, Precedence.TIGHTEST, depth) + "^" + text(right, Precedence.TIGHTEST, depth),
                        context);
            case LESS -> comparison(left, " < ", right, context, depth);
            case LESS_OR_EQUAL -> comparison(left, " <= ", right, context, depth);
            case EQUAL -> comparison(left, " == ", right, context, depth);
            default -> call(name(function), depth, left, right);
        };
    }

    private static String comparison(Expr left, String sign, Expr right, Precedence context, int depth) {
        return Precedence.LOWEST.enclose(
                text(left, Precedence.SUM, depth) + sign + text(right, Precedence.SUM, depth), context);
    }

    private static String infix(
            Expr left,
            String sign,
            Precedence own,
            Expr right,
            Precedence rightContext,
            Precedence context,
            int depth) {
        return own.enclose(text(left, own, depth) + sign + text(right, rightContext, depth), context);
    }

    /** Two indices in a row share their brackets: {@code b[zi, zj]}. */
    private static String indexed(Expr x, Expr by, int depth) {
        String base = text(x, Precedence.TIGHTEST, depth);
        boolean again = base.endsWith("]") && (x instanceof Index || x instanceof Element);
        return (again ? base.substring(0, base.length() - 1) + ", " : base + "[") + text(by, Precedence.LOWEST, depth)
                + "]";
    }

    /** The axis is named only where there is a choice. */
    private static String reduction(Reduce reduce, int depth) {
        String x = text(reduce.x(), Precedence.LOWEST, depth);
        return name(reduce.reduction()) + "(" + x
                + (reduce.x().shape().rank() > 1 ? " over event axis " + reduce.eventAxis() : "") + ")";
    }

    private static String call(String function, int depth, Expr... arguments) {
        return Arrays.stream(arguments)
                .map(argument -> text(argument, Precedence.LOWEST, depth))
                .collect(Collectors.joining(", ", function + "(", ")"));
    }

    /** {@code LOG_SUM_EXP} as {@code logSumExp}. */
    private static String name(Enum<?> function) {
        String[] words = function.name().toLowerCase(Locale.ROOT).split("_");
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return name.toString();
    }

    private static String entries(int[] entries) {
        boolean consecutive = entries.length > 1;
        for (int i = 1; i < entries.length; i++) {
            consecutive &= entries[i] == entries[0] + i;
        }
        return consecutive
                ? entries[0] + ".." + entries[entries.length - 1]
                : Arrays.stream(entries).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    }
}
