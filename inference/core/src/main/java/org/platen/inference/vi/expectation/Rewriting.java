package org.platen.inference.vi.expectation;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Application;
import org.platen.dsl.expr.Binary;
import org.platen.dsl.expr.Cholesky;
import org.platen.dsl.expr.Concatenate;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Convolve;
import org.platen.dsl.expr.ConvolveTransposed;
import org.platen.dsl.expr.Diagonal;
import org.platen.dsl.expr.Element;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.MatMul;
import org.platen.dsl.expr.PlateReduce;
import org.platen.dsl.expr.Reduce;
import org.platen.dsl.expr.Rename;
import org.platen.dsl.expr.Reshape;
import org.platen.dsl.expr.Stack;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.expr.Take;
import org.platen.dsl.expr.Transpose;
import org.platen.dsl.expr.TriangularSolve;
import org.platen.dsl.expr.Unary;
import org.platen.dsl.expr.Where;

/** Copies of expressions with some parts replaced. */
final class Rewriting {

    private final Function<Expr, @Nullable Expr> instead;
    private final Map<Expr, Expr> known = new IdentityHashMap<>();

    /** @param instead what takes the place of an expression, null where it stays or its parts may be replaced */
    Rewriting(Function<Expr, @Nullable Expr> instead) {
        this.instead = instead;
    }

    /** A part that is used in several places is replaced once, and its copy used in as many. */
    Expr of(Expr expr) {
        Expr before = known.get(expr);
        if (before != null) {
            return before;
        }
        Expr copy = copy(expr);
        known.put(expr, copy);
        return copy;
    }

    private Expr copy(Expr expr) {
        Expr replaced = instead.apply(expr);
        if (replaced != null) {
            return replaced;
        }
        if (expr instanceof Symbol || expr instanceof Constant) {
            return expr;
        }
        List<Expr> old = expr.children();
        List<Expr> parts = old.stream().map(this::of).toList();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) != old.get(i)) {
                return with(expr, parts);
            }
        }
        return expr;
    }

    private static Expr with(Expr expr, List<Expr> parts) {
        Expr first = parts.get(0);
        if (expr instanceof Unary unary) {
            return new Unary(unary.function(), first);
        } else if (expr instanceof Binary binary) {
            return Binary.of(binary.function(), first, parts.get(1));
        } else if (expr instanceof Where) {
            return new Where(first, parts.get(1), parts.get(2));
        } else if (expr instanceof Index index) {
            return new Index(first, index.axis(), parts.get(1));
        } else if (expr instanceof Element) {
            return new Element(first, parts.get(1));
        } else if (expr instanceof Application) {
            return first;
        } else if (expr instanceof Rename rename) {
            return new Rename(first, rename.from(), rename.to());
        } else if (expr instanceof PlateReduce reduce) {
            return new PlateReduce(reduce.reduction(), first, reduce.axis());
        } else if (expr instanceof Stack stack) {
            return new Stack(first, stack.axis());
        }
        return ofEvent(expr, parts);
    }

    private static Expr ofEvent(Expr expr, List<Expr> parts) {
        Expr first = parts.get(0);
        if (expr instanceof Reduce reduce) {
            return new Reduce(reduce.reduction(), first, reduce.eventAxis());
        } else if (expr instanceof MatMul) {
            return new MatMul(first, parts.get(1));
        } else if (expr instanceof Convolve convolve) {
            return new Convolve(first, parts.get(1), convolve.window());
        } else if (expr instanceof ConvolveTransposed convolve) {
            return new ConvolveTransposed(first, parts.get(1), convolve.window(), convolve.height(), convolve.width());
        } else if (expr instanceof Transpose) {
            return new Transpose(first);
        } else if (expr instanceof Cholesky) {
            return new Cholesky(first);
        } else if (expr instanceof TriangularSolve solve) {
            return new TriangularSolve(first, parts.get(1), solve.transpose());
        } else if (expr instanceof Diagonal) {
            return new Diagonal(first);
        } else if (expr instanceof Take take) {
            return new Take(first, take.eventAxis(), take.entries());
        } else if (expr instanceof Reshape reshape) {
            return new Reshape(first, reshape.shape());
        } else if (expr instanceof Concatenate concatenate) {
            return new Concatenate(parts, concatenate.eventAxis());
        }
        throw new IllegalStateException("no parts of " + expr.getClass());
    }
}
