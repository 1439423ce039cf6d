package org.platen.inference.lower;

import java.util.Collection;
import java.util.List;
import org.platen.dsl.expr.Application;
import org.platen.dsl.expr.Binary;
import org.platen.dsl.expr.Concatenate;
import org.platen.dsl.expr.Convolve;
import org.platen.dsl.expr.ConvolveTransposed;
import org.platen.dsl.expr.Diagonal;
import org.platen.dsl.expr.Element;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.MatMul;
import org.platen.dsl.expr.PlateReduce;
import org.platen.dsl.expr.Reduce;
import org.platen.dsl.expr.Reduction;
import org.platen.dsl.expr.Rename;
import org.platen.dsl.expr.Reshape;
import org.platen.dsl.expr.Stack;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.expr.Take;
import org.platen.dsl.expr.Transpose;
import org.platen.dsl.expr.TriangularSolve;
import org.platen.dsl.expr.Unary;
import org.platen.dsl.expr.UnaryFunction;
import org.platen.dsl.expr.Visited;
import org.platen.dsl.expr.Where;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;

/**
 * Which expressions are affine in some symbols: a linear part plus what does not depend on them.
 *
 * @param model tells the values of variables that are held
 * @param symbols the unknowns
 */
public record Affine(Model model, Collection<? extends Symbol> symbols) {

    /** Whether an expression depends on any of the symbols, also through deterministic variables. */
    public boolean mentions(Expr expr) {
        return mentions(expr, new Visited());
    }

    /** A part that is used in several places is looked at once. */
    private boolean mentions(Expr expr, Visited seen) {
        return symbols.contains(expr)
                || seen.first(expr) && parts(expr).stream().anyMatch(part -> mentions(part, seen));
    }

    /** Whether an expression is affine in all of them together; one that depends on none is. */
    public boolean isAffine(Expr expr) {
        return isAffine(expr, new Visited());
    }

    private boolean isAffine(Expr expr, Visited seen) {
        if (!seen.first(expr) || symbols.contains(expr) || !mentions(expr)) {
            return true;
        }
        return isLinear(expr) && parts(expr).stream().allMatch(part -> isAffine(part, seen));
    }

    /** Whether an operation whose operands are affine has an affine result. */
    private boolean isLinear(Expr expr) {
        if (expr instanceof Binary binary) {
            return switch (binary.function()) {
                case ADD, SUBTRACT -> true;
                case MULTIPLY -> !mentions(binary.left()) || !mentions(binary.right());
                case DIVIDE -> !mentions(binary.right());
                default -> false;
            };
        } else if (expr instanceof MatMul product) {
            return !mentions(product.left()) || !mentions(product.right());
        } else if (expr instanceof Convolve convolve) {
            return !mentions(convolve.x()) || !mentions(convolve.filter());
        } else if (expr instanceof ConvolveTransposed convolve) {
            return !mentions(convolve.y()) || !mentions(convolve.filter());
        } else if (expr instanceof Unary unary) {
            return unary.function() == UnaryFunction.NEGATE;
        } else if (expr instanceof Where where) {
            return !mentions(where.condition());
        } else if (expr instanceof Index index) {
            return !mentions(index.by());
        } else if (expr instanceof Element element) {
            return !mentions(element.by());
        } else if (expr instanceof TriangularSolve solve) {
            return !mentions(solve.lower());
        } else if (expr instanceof Reduce reduce) {
            return isSum(reduce.reduction());
        } else if (expr instanceof PlateReduce reduce) {
            return isSum(reduce.reduction());
        }
        return expr instanceof Symbol
                || expr instanceof Application
                || expr instanceof Rename
                || expr instanceof Take
                || expr instanceof Reshape
                || expr instanceof Transpose
                || expr instanceof Diagonal
                || expr instanceof Stack
                || expr instanceof Concatenate;
    }

    private static boolean isSum(Reduction reduction) {
        return reduction == Reduction.SUM || reduction == Reduction.MEAN;
    }

    /** What an expression is made of. */
    private List<? extends Expr> parts(Expr expr) {
        if (expr instanceof Deterministic deterministic) {
            return List.of(deterministic.value());
        }
        return expr instanceof RandomVariable variable
                ? model.fixedValue(variable).stream().toList()
                : expr.children();
    }
}
