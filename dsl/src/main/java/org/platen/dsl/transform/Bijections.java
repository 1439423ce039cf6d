package org.platen.dsl.transform;

import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/** The bijections under their names, for static import. */
public final class Bijections {

    private Bijections() {}

    /**
     * The bijection that engines use for values of a support.
     *
     * @param support a continuous set
     * @param shape the event shape of constrained values
     * @throws ModelException when the values are discrete, or the support has no free value
     */
    public static Bijection of(Support support, Shape shape) {
        if (support instanceof Support.Interval interval) {
            return interval(interval.lower(), interval.upper());
        } else if (support instanceof Support.Simplex simplex) {
            return simplex(simplex.dim());
        } else if (support instanceof Support.Ordered) {
            return new Increasing(shape);
        } else if (support instanceof Support.PositiveDefinite) {
            return new PositiveDefiniteMatrix(new TriangularFactor(shape));
        } else if (support instanceof Support.CholeskyFactor) {
            return new TriangularFactor(shape);
        } else if (support instanceof Support.CorrelationCholesky) {
            return new CorrelationFactor(shape);
        }
        throw new ModelException("values in " + support + " are discrete: there is no bijection from real numbers");
    }

    /** The distribution of {@code bijection} of a value drawn from {@code base}. */
    public static Transformed transformed(Distribution base, Bijection bijection) {
        return new Transformed(base, bijection);
    }

    /** The real line as it is. */
    public static ElementwiseBijection identity() {
        return new Identity();
    }

    /** Positive numbers: eˣ. */
    public static ElementwiseBijection exp() {
        return new Exp();
    }

    /** Positive numbers: log(1 + eˣ). */
    public static ElementwiseBijection softplus() {
        return new Softplus();
    }

    /** Numbers above {@code end}: end + eˣ. */
    public static ElementwiseBijection above(double end) {
        return end == 0 ? exp() : new HalfLine(end, true);
    }

    /** Numbers below {@code end}: end − eˣ. */
    public static ElementwiseBijection below(double end) {
        return new HalfLine(end, false);
    }

    /** Numbers between two ends, each of which may be infinite. */
    public static ElementwiseBijection interval(double lower, double upper) {
        ModelException.require(
                lower < upper, "an interval needs a lower end below its upper end, found %s and %s", lower, upper);
        if (Double.isInfinite(lower)) {
            return Double.isInfinite(upper) ? identity() : below(upper);
        }
        return Double.isInfinite(upper) ? above(lower) : new ScaledSigmoid(lower, upper);
    }

    /** Probabilities that sum to one, with an entry for each of {@code dim}. */
    public static Bijection simplex(Dim dim) {
        return new StickBreaking(dim);
    }

    /** Vectors with increasing entries. */
    public static Bijection ordered(int size) {
        return new Increasing(Shape.of(size));
    }

    /** Symmetric positive definite matrices. */
    public static Bijection positiveDefinite(int size) {
        return new PositiveDefiniteMatrix(new TriangularFactor(Shape.of(size, size)));
    }

    /** Lower triangular matrices with a positive diagonal. */
    public static Bijection choleskyFactor(int size) {
        return new TriangularFactor(Shape.of(size, size));
    }

    /** Cholesky factors of correlation matrices. */
    public static Bijection correlationCholesky(int size) {
        return new CorrelationFactor(Shape.of(size, size));
    }
}
