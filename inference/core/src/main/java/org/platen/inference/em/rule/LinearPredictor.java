package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.platen.dsl.expr.Binary;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Concatenate;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Diagonal;
import org.platen.dsl.expr.Element;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.MatMul;
import org.platen.dsl.expr.Reduce;
import org.platen.dsl.expr.Reduction;
import org.platen.dsl.expr.Reshape;
import org.platen.dsl.expr.Take;
import org.platen.dsl.expr.Transpose;
import org.platen.dsl.expr.Unary;
import org.platen.dsl.expr.UnaryFunction;
import org.platen.dsl.expr.Where;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/**
 * Takes an expression apart into what it is linear in and the regressors of that. What cannot be taken apart is a part of its own, with the number one as its
 * regressor; what is free of estimated variables is no part, but an offset.
 */
record LinearPredictor(Workbench workbench) {

    /** Looking up one of more entries by an index costs too many products that are zero. */
    private static final int MOST_LOOKED_UP = 16;

    /** Of more ways to what an expression is made of, as shared parts have, a sum is not taken apart. */
    private static final double MOST_WAYS = 10_000;

    /** The parts of an expression, each with all entries of its event. */
    List<LinearPart> parts(Expr expr) {
        return ways(expr, new IdentityHashMap<>()) > MOST_WAYS ? List.of(LinearPart.of(expr)) : apart(expr);
    }

    /** How many ways lead to leaves. */
    private static double ways(Expr expr, Map<Expr, Double> known) {
        Double before = known.get(expr);
        if (before != null) {
            return before;
        }
        double ways = expr.children().isEmpty() ? 1 : 0;
        for (Expr part : expr instanceof Deterministic one ? List.of(one.value()) : expr.children()) {
            ways += ways(part, known);
        }
        known.put(expr, ways);
        return ways;
    }

    private List<LinearPart> apart(Expr expr) {
        if (!workbench.dependsOnEstimated(expr)) {
            return List.of();
        }
        if (Read.of(expr).isPresent()) {
            return List.of(LinearPart.of(expr));
        } else if (expr instanceof Deterministic deterministic) {
            return apart(deterministic.value());
        } else if (expr instanceof Unary unary && unary.function() == UnaryFunction.NEGATE) {
            return each(unary.x(), LinearPart::negated);
        } else if (expr instanceof Binary binary) {
            return arithmetic(binary);
        } else if (expr instanceof Where where && where.condition().shape().isScalar() && isFree(where.condition())) {
            return choice(where);
        } else if (expr instanceof MatMul product && (isFree(product.left()) || isFree(product.right()))) {
            return product(product);
        } else if (expr instanceof Index index && isFree(index.by())) {
            return each(index.x(), part -> part.at(index.axis(), index.by()));
        }
        return entries(expr);
    }

    private boolean isFree(Expr expr) {
        return !workbench.dependsOnEstimated(expr);
    }

    private List<LinearPart> each(Expr expr, UnaryOperator<LinearPart> change) {
        return apart(expr).stream().map(change).toList();
    }

    private List<LinearPart> arithmetic(Binary binary) {
        int size = binary.shape().size();
        return switch (binary.function()) {
            case ADD ->
                joined(
                        each(binary.left(), part -> part.repeated(size)),
                        each(binary.right(), part -> part.repeated(size)));
            case SUBTRACT ->
                joined(
                        each(binary.left(), part -> part.repeated(size)),
                        each(binary.right(), part -> part.repeated(size).negated()));
            case MULTIPLY -> {
                if (isFree(binary.right())) {
                    yield times(binary.left(), binary.right(), size);
                }
                yield isFree(binary.left()) ? times(binary.right(), binary.left(), size) : whole(binary);
            }
            case DIVIDE ->
                isFree(binary.right())
                        ? times(binary.left(), Constant.of(1).dividedBy(binary.right()), size)
                        : whole(binary);
            default -> whole(binary);
        };
    }

    private List<LinearPart> times(Expr linear, Expr factor, int size) {
        int[] own = IntStream.range(0, size).toArray();
        return each(linear, part -> part.repeated(size).times(factor, own));
    }

    private List<LinearPart> choice(Where where) {
        int size = where.shape().size();
        Expr zero = Constant.of(0);
        return joined(
                each(
                        where.ifTrue(),
                        part -> part.repeated(size).mapped(x -> Expressions.where(where.condition(), x, zero))),
                each(
                        where.ifFalse(),
                        part -> part.repeated(size).mapped(x -> Expressions.where(where.condition(), zero, x))));
    }

    /** A matrix product: entries are multiplied one by one, then summed. */
    private List<LinearPart> product(MatMul product) {
        int inner = product.right().shape().dim(0).size();
        int rows = product.left().shape().size() / inner;
        int columns = product.right().shape().size() / inner;
        int[] left = new int[rows * columns * inner];
        int[] right = new int[left.length];
        for (int i = 0; i < left.length; i++) {
            int entry = i / inner;
            left[i] = entry / columns * inner + i % inner;
            right[i] = i % inner * columns + entry % columns;
        }
        return isFree(product.right())
                ? each(
                        product.left(),
                        part -> part.chosen(left).times(product.right(), right).summed(inner))
                : each(
                        product.right(),
                        part -> part.chosen(right).times(product.left(), left).summed(inner));
    }

    /** Operations that choose, rearrange or add entries of an event. */
    private List<LinearPart> entries(Expr expr) {
        if (expr instanceof Reshape reshape) {
            return apart(reshape.x());
        } else if (expr instanceof Take take) {
            return chosen(take.x(), along(take.x().shape(), take.eventAxis(), take.entries()));
        } else if (expr instanceof Transpose transpose) {
            int rows = transpose.shape().dim(0).size();
            int columns = transpose.shape().dim(1).size();
            return chosen(
                    transpose.x(),
                    IntStream.range(0, rows * columns)
                            .map(i -> i % columns * rows + i / columns)
                            .toArray());
        } else if (expr instanceof Diagonal diagonal) {
            int size = diagonal.shape().size();
            return chosen(
                    diagonal.x(),
                    IntStream.range(0, size).map(i -> i * (size + 1)).toArray());
        } else if (expr instanceof Reduce reduce
                && (reduce.reduction() == Reduction.SUM || reduce.reduction() == Reduction.MEAN)) {
            return sum(reduce);
        } else if (expr instanceof Concatenate concatenate) {
            return concatenated(concatenate);
        } else if (expr instanceof Element element
                && isFree(element.by())
                && element.x().shape().dim(0).size() <= MOST_LOOKED_UP) {
            return element(element);
        }
        return whole(expr);
    }

    private List<LinearPart> chosen(Expr expr, int[] from) {
        return each(expr, part -> part.chosen(from));
    }

    private List<LinearPart> sum(Reduce reduce) {
        int count = reduce.x().shape().dim(reduce.eventAxis()).size();
        int[] order = innermost(reduce.x().shape(), reduce.eventAxis());
        List<LinearPart> sums = each(reduce.x(), part -> part.chosen(order).summed(count));
        return reduce.reduction() == Reduction.SUM
                ? sums
                : sums.stream()
                        .map(part -> part.mapped(x -> x.dividedBy(count)))
                        .toList();
    }

    /** The entry that an index names is the sum of all, each times whether it is the one. */
    private List<LinearPart> element(Element element) {
        Shape shape = element.x().shape();
        int count = shape.dim(0).size();
        int[] order = innermost(shape, 0);
        int[] which = IntStream.range(0, order.length).map(i -> i % count).toArray();
        Expr isNamed = element.by()
                .apply(
                        BinaryFunction.EQUAL,
                        Expressions.constant(
                                IntStream.range(0, count).asDoubleStream().toArray()));
        return each(
                element.x(), part -> part.chosen(order).times(isNamed, which).summed(count));
    }

    private List<LinearPart> concatenated(Concatenate concatenate) {
        int axis = concatenate.eventAxis();
        int length = concatenate.shape().dim(axis).size();
        int inner = inner(concatenate.shape(), axis);
        List<LinearPart> all = new ArrayList<>();
        int start = 0;
        for (Expr piece : concatenate.parts()) {
            int own = piece.shape().dim(axis).size();
            int from = start;
            int[] source = IntStream.range(0, concatenate.shape().size())
                    .map(i -> {
                        int at = i / inner % length - from;
                        return at < 0 || at >= own ? -1 : (i / (inner * length) * own + at) * inner + i % inner;
                    })
                    .toArray();
            all.addAll(chosen(piece, source));
            start += own;
        }
        return all;
    }

    private static List<LinearPart> whole(Expr expr) {
        return List.of(LinearPart.of(expr));
    }

    private static List<LinearPart> joined(List<LinearPart> left, List<LinearPart> right) {
        return Stream.concat(left.stream(), right.stream()).toList();
    }

    private static int inner(Shape shape, int axis) {
        return shape.dims().subList(axis + 1, shape.rank()).stream()
                .mapToInt(Dim::size)
                .reduce(1, (a, b) -> a * b);
    }

    /** Where chosen entries of one axis come from. */
    private static int[] along(Shape shape, int axis, int[] entries) {
        int inner = inner(shape, axis);
        int length = shape.dim(axis).size();
        int outer = shape.size() / (inner * length);
        return IntStream.range(0, outer * entries.length * inner)
                .map(i -> {
                    int entry = entries[i / inner % entries.length];
                    return (i / (inner * entries.length) * length + entry) * inner + i % inner;
                })
                .toArray();
    }

    /** The order of entries in which one axis is the innermost. */
    private static int[] innermost(Shape shape, int axis) {
        int inner = inner(shape, axis);
        int length = shape.dim(axis).size();
        return IntStream.range(0, shape.size())
                .map(i -> {
                    int rest = i / length;
                    return (rest / inner * length + i % length) * inner + rest % inner;
                })
                .toArray();
    }
}
