package org.platen.inference.vi.expectation;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Binary;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Concatenate;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Element;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.MatMul;
import org.platen.dsl.expr.PlateReduce;
import org.platen.dsl.expr.Reduce;
import org.platen.dsl.expr.Reduction;
import org.platen.dsl.expr.Rename;
import org.platen.dsl.expr.Reshape;
import org.platen.dsl.expr.Take;
import org.platen.dsl.expr.Unary;
import org.platen.dsl.expr.UnaryFunction;
import org.platen.dsl.expr.Where;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Shape;
import org.platen.inference.vi.factor.Statistic;

/**
 * An affine function of Normal variables as a sum of pieces, one for each variable, beside what is known. Values of different variables are independent, so
 * that its variance is the sum of theirs.
 */
final class AffineForm {

    private final Factors factors;
    private final Expr whole;
    private final Map<RandomVariable, Piece> pieces = new LinkedHashMap<>();
    private final Map<Expr, List<Piece>> known = new IdentityHashMap<>();

    /** @throws NotConjugate when the expression is not affine, not in Normal variables, or in two elements of one */
    AffineForm(Factors factors, Expr whole) {
        this.factors = factors;
        this.whole = whole;
        for (Piece piece : pieces(whole)) {
            Piece before = pieces.get(piece.variable());
            if (before != null && !before.read().equals(piece.read())) {
                throw new NotConjugate(
                        Set.of(piece.variable()),
                        "two elements of '" + piece.variable().name() + "' meet in " + whole);
            }
            pieces.put(piece.variable(), before == null ? piece : before.plus(piece));
        }
    }

    /** The expectation. */
    Expr mean() {
        return factors.with(Statistic.MEAN, whole);
    }

    /** The variance of each entry; null where nothing is random. */
    @Nullable
    Expr variance() {
        return pieces.values().stream()
                .map(piece -> piece.variance(covariance(piece)))
                .reduce(Expr::plus)
                .orElse(null);
    }

    /** The covariance matrix of the entries of a vector; null where nothing is random. */
    @Nullable
    Expr covariance() {
        int size = whole.shape().size();
        return pieces.values().stream()
                .map(piece -> piece.covariance(covariance(piece), size))
                .reduce(Expr::plus)
                .orElse(null);
    }

    private Expr covariance(Piece piece) {
        return factors.with(Statistic.COVARIANCE, piece.read());
    }

    /** A part that is used in several places is taken apart once. */
    private List<Piece> pieces(Expr expr) {
        List<Piece> before = known.get(expr);
        if (before != null) {
            return before;
        }
        List<Piece> found = find(expr);
        known.put(expr, found);
        return found;
    }

    private List<Piece> find(Expr expr) {
        Set<RandomVariable> random = factors.readBy(expr);
        if (random.isEmpty()) {
            return List.of();
        }
        if (expr instanceof RandomVariable variable && factors.has(variable)) {
            if (!factors.isNormal(variable)) {
                throw new NotConjugate(
                        random,
                        "'" + variable.name() + "' is "
                                + variable.distribution().family() + " and is squared where it is not a Normal's");
            }
            return List.of(Piece.of(variable));
        }
        Expr plain = factors.plain(expr);
        if (plain != expr) {
            return pieces(plain);
        }
        if (expr instanceof Unary unary && unary.function() == UnaryFunction.NEGATE) {
            return each(unary.x(), piece -> piece.times(Constant.of(-1)));
        } else if (expr instanceof Binary binary) {
            return ofBinary(binary);
        } else if (expr instanceof MatMul product) {
            return ofProduct(product);
        } else if (expr instanceof Index index && !factors.areIn(index.by())) {
            return each(index.x(), piece -> piece.along(x -> at(x, index)));
        } else if (expr instanceof Rename rename) {
            return each(
                    rename.x(),
                    piece -> piece.along(
                            x -> x.axes().contains(rename.from()) ? new Rename(x, rename.from(), rename.to()) : x));
        } else if (expr instanceof Where where && !factors.areIn(where.condition())) {
            return ofChoice(where);
        } else if (expr instanceof PlateReduce reduce && isSum(reduce.reduction())) {
            return ofPlate(reduce);
        }
        return ofEvent(expr);
    }

    private List<Piece> each(Expr expr, UnaryOperator<Piece> change) {
        return pieces(expr).stream().map(change).toList();
    }

    private static Expr at(Expr x, Index index) {
        return x.axes().contains(index.axis()) ? new Index(x, index.axis(), index.by()) : x;
    }

    private List<Piece> ofBinary(Binary binary) {
        BinaryFunction function = binary.function();
        if (function == BinaryFunction.ADD || function == BinaryFunction.SUBTRACT) {
            List<Piece> all = new ArrayList<>(pieces(binary.left()));
            pieces(binary.right()).stream()
                    .map(piece -> function == BinaryFunction.ADD ? piece : piece.times(Constant.of(-1)))
                    .forEach(piece -> add(piece, all));
            return all;
        }
        boolean left = factors.areIn(binary.left());
        boolean right = factors.areIn(binary.right());
        if (function == BinaryFunction.MULTIPLY && !(left && right)) {
            return left
                    ? each(binary.left(), piece -> piece.times(binary.right()))
                    : each(binary.right(), piece -> piece.times(binary.left()));
        } else if (function == BinaryFunction.DIVIDE && !right) {
            Expr reciprocal = binary.right().apply(UnaryFunction.RECIPROCAL);
            return each(binary.left(), piece -> piece.times(reciprocal));
        }
        throw notAffine(binary);
    }

    private static void add(Piece piece, List<Piece> all) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).variable() == piece.variable() && all.get(i).read().equals(piece.read())) {
                all.set(i, all.get(i).plus(piece));
                return;
            }
        }
        all.add(piece);
    }

    private List<Piece> ofProduct(MatMul product) {
        boolean left = factors.areIn(product.left());
        boolean right = factors.areIn(product.right());
        if (left && right || (left ? product.left() : product.right()).shape().rank() != 1) {
            throw notAffine(product);
        }
        if (!left) {
            return leftTimes(product.left(), product.right());
        }
        Expr known = product.right();
        return leftTimes(known.shape().rank() == 2 ? known.transposed() : known, product.left());
    }

    private List<Piece> leftTimes(Expr known, Expr vector) {
        return each(vector, piece -> piece.spread(vector.shape().size()).leftTimes(known));
    }

    private List<Piece> ofChoice(Where where) {
        Expr otherwise = Constant.of(1).minus(where.condition());
        List<Piece> all = new ArrayList<>(each(where.ifTrue(), piece -> piece.times(where.condition())));
        all.addAll(each(where.ifFalse(), piece -> piece.times(otherwise)));
        return all;
    }

    private List<Piece> ofPlate(PlateReduce reduce) {
        Axis axis = reduce.axis();
        List<Piece> all = new ArrayList<>();
        for (Piece piece : pieces(reduce.x())) {
            if (piece.read().axes().contains(axis)) {
                throw new NotConjugate(
                        Set.of(piece.variable()),
                        "the elements of '" + piece.variable().name() + "' are summed in " + reduce
                                + "; as the entries of a vector they would have one factor together");
            }
            if (piece.coefficient().axes().contains(axis)) {
                all.add(piece.reduced(reduce.reduction(), axis));
            } else if (reduce.reduction() == Reduction.MEAN) {
                all.add(piece);
            } else if (!axis.plate().sizedByData()) {
                all.add(piece.times(Constant.of(axis.plate().size())));
            } else {
                throw notAffine(reduce);
            }
        }
        return all;
    }

    private List<Piece> ofEvent(Expr expr) {
        if (expr instanceof Reduce reduce
                && isSum(reduce.reduction())
                && reduce.x().shape().rank() == 1) {
            int size = reduce.x().shape().size();
            double weight = reduce.reduction() == Reduction.SUM ? 1 : 1.0 / size;
            return leftTimes(Expressions.filled(weight, size), reduce.x());
        } else if (expr instanceof Element element
                && !factors.areIn(element.by())
                && element.x().shape().rank() == 1) {
            int size = element.x().shape().size();
            double[] places = new double[size];
            java.util.Arrays.setAll(places, i -> i);
            Expr unit = element.by().apply(BinaryFunction.EQUAL, Expressions.constant(places));
            return leftTimes(unit, element.x());
        } else if (expr instanceof Take take && take.x().shape().rank() == 1) {
            return leftTimes(Linear.selection(take.x().shape().size(), take.entries()), take.x());
        } else if (expr instanceof Reshape reshape) {
            return ofReshape(reshape);
        } else if (expr instanceof Concatenate concatenate
                && concatenate.shape().rank() == 1) {
            return ofParts(concatenate);
        }
        throw notAffine(expr);
    }

    private List<Piece> ofReshape(Reshape reshape) {
        int size = reshape.shape().size();
        boolean fromNumber = reshape.x().shape().isScalar();
        if (reshape.shape().isScalar() && reshape.x().shape().rank() == 1) {
            return leftTimes(Expressions.ones(size), reshape.x());
        }
        if (reshape.shape().rank() == 1 && (fromNumber || reshape.x().shape().rank() == 1)) {
            return each(reshape.x(), piece -> piece.spread(size));
        }
        throw notAffine(reshape);
    }

    private List<Piece> ofParts(Concatenate concatenate) {
        int size = concatenate.shape().size();
        List<Piece> all = new ArrayList<>();
        int from = 0;
        for (Expr part : concatenate.parts()) {
            int length = part.shape().size();
            double[] places = new double[size * length];
            for (int i = 0; i < length; i++) {
                places[(from + i) * length + i] = 1;
            }
            Expr place = new Constant(places, Set.of(), Shape.of(size, length));
            for (Piece piece : pieces(part)) {
                all.add(piece.spread(length).leftTimes(place));
            }
            from += length;
        }
        return all;
    }

    private static boolean isSum(Reduction reduction) {
        return reduction == Reduction.SUM || reduction == Reduction.MEAN;
    }

    private NotConjugate notAffine(Expr expr) {
        return new NotConjugate(
                new LinkedHashSet<>(Objects.requireNonNull(factors.readBy(expr))),
                expr + " is not linear in " + Names.of(factors.readBy(expr)));
    }
}
