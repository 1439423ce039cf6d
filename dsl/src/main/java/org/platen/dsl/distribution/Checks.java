package org.platen.dsl.distribution;

import java.util.Arrays;
import java.util.function.BiPredicate;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.ModelException;

/** Checks of a family's arguments when it is declared. What cannot be told then is left to the fit. */
record Checks(String family) {

    static Checks of(String family) {
        return new Checks(family);
    }

    /** The argument can be greater than zero. */
    Checks positive(String name, Expr value) {
        Bounds bounds = Bounds.of(value);
        boolean wrong = value instanceof Constant ? !(bounds.lower() > 0) : !(bounds.upper() > 0);
        ModelException.require(
                !wrong, "%s: %s must be positive, found %s. %s", family, name, value, positiveFix(value));
        return this;
    }

    /** The argument can be zero or more. */
    Checks nonNegative(String name, Expr value) {
        Bounds bounds = Bounds.of(value);
        boolean wrong = value instanceof Constant ? !(bounds.lower() >= 0) : !(bounds.upper() >= 0);
        ModelException.require(!wrong, "%s: %s must not be negative, found %s", family, name, value);
        return this;
    }

    /** The argument can lie in [lower, upper]. */
    Checks within(String name, Expr value, double lower, double upper) {
        Bounds bounds = Bounds.of(value);
        boolean wrong = value instanceof Constant
                ? !(bounds.lower() >= lower && bounds.upper() <= upper)
                : !(bounds.upper() >= lower && bounds.lower() <= upper);
        ModelException.require(
                !wrong, "%s: %s must lie between %s and %s, found %s", family, name, lower, upper, value);
        return this;
    }

    /** The first argument can be less than the second. */
    Checks less(String lowerName, Expr lower, String upperName, Expr upper) {
        ModelException.require(
                Bounds.of(lower).lower() < Bounds.of(upper).upper(),
                "%s: %s must be less than %s, found %s and %s",
                family,
                lowerName,
                upperName,
                lower,
                upper);
        return this;
    }

    /** The argument is a vector. */
    Checks vector(String name, Expr value) {
        ModelException.require(
                value.shape().rank() == 1,
                "%s: %s must be a vector, found %s with event shape %s",
                family,
                name,
                value,
                value.shape());
        return this;
    }

    /** The argument is a single number. */
    Checks scalar(String name, Expr value) {
        ModelException.require(
                value.shape().isScalar(),
                "%s: %s must be a single number, found %s with event shape %s",
                family,
                name,
                value,
                value.shape());
        return this;
    }

    /** The argument is a square matrix of {@code size} rows. */
    Checks square(String name, Expr value, int size) {
        ModelException.require(
                value.shape().rank() == 2
                        && value.shape().dim(0).size() == size
                        && value.shape().dim(1).size() == size,
                "%s: %s must be a %d × %d matrix, found %s with event shape %s",
                family,
                name,
                size,
                size,
                value,
                value.shape());
        return this;
    }

    /** The argument is a square matrix. */
    Checks matrix(String name, Expr value) {
        ModelException.require(
                value.shape().rank() == 2,
                "%s: %s must be a matrix, found %s with event shape %s",
                family,
                name,
                value,
                value.shape());
        return square(name, value, value.shape().dim(0).size());
    }

    /** The argument can be greater than {@code limit}. */
    Checks greater(String name, Expr value, double limit) {
        Bounds bounds = Bounds.of(value);
        boolean wrong = value instanceof Constant ? !(bounds.lower() > limit) : !(bounds.upper() > limit);
        ModelException.require(
                !wrong, "%s: %s must be greater than %s, found %s", family, name, Constant.of(limit), value);
        return this;
    }

    /** The spread of a vector of {@code size} entries. */
    Checks spread(MultivariateNormal.Form form, String name, Expr value, int size) {
        return switch (form) {
            case COVARIANCE, PRECISION -> positiveDefinite(name, value, size);
            case CHOLESKY ->
                square(name, value, size)
                        .everyMatrix(name, value, "lower triangular with a positive diagonal", Matrices::isFactor);
            case DIAGONAL -> entries(name, value, size).positive(name, value);
        };
    }

    /** The argument is a matrix of {@code size} rows; a constant one is symmetric and positive definite. */
    Checks positiveDefinite(String name, Expr value, int size) {
        return square(name, value, size)
                .everyMatrix(name, value, "symmetric and positive definite", Matrices::isPositiveDefinite);
    }

    /** The argument is a vector of {@code size} entries. */
    private Checks entries(String name, Expr value, int size) {
        vector(name, value);
        ModelException.require(
                value.shape().dim(0).size() == size,
                "%s: %s must have %d entries, found %s with event shape %s",
                family,
                name,
                size,
                value,
                value.shape());
        return this;
    }

    private Checks everyMatrix(String name, Expr value, String property, BiPredicate<double[], Integer> holds) {
        if (value instanceof Constant constant) {
            double[] values = constant.values();
            int size = constant.shape().dim(0).size();
            for (int start = 0; start < values.length; start += size * size) {
                ModelException.require(
                        holds.test(Arrays.copyOfRange(values, start, start + size * size), size),
                        "%s: %s must be %s, found %s",
                        family,
                        name,
                        property,
                        value);
            }
        }
        return this;
    }

    /** A constant vector sums to one. */
    Checks sumsToOne(String name, Expr value) {
        if (value instanceof Constant constant) {
            double[] values = constant.values();
            int size = constant.shape().dim(-1).size();
            for (int start = 0; start < values.length; start += size) {
                double sum = 0;
                for (int i = 0; i < size; i++) {
                    sum += values[start + i];
                }
                ModelException.require(
                        Math.abs(sum - 1) < 1e-6,
                        "%s: %s must sum to one, found %s with sum %s",
                        family,
                        name,
                        value,
                        sum);
            }
        }
        return this;
    }

    /** A probability, or any log odds. */
    Checks success(Parameterisation parameterisation, Expr value) {
        return parameterisation == Parameterisation.LOGITS ? this : within(parameterisation.single(), value, 0, 1);
    }

    /** Probabilities of categories, or any unnormalised log probabilities. */
    Checks categories(Parameterisation parameterisation, Expr vector) {
        return categories(parameterisation, parameterisation.several(), vector);
    }

    /** The weights of {@code components} components. */
    Checks mixtureWeights(Parameterisation parameterisation, Expr weights, int components) {
        String name = parameterisation.weights();
        return categories(parameterisation, name, weights).entries(name, weights, components);
    }

    private Checks categories(Parameterisation parameterisation, String name, Expr vector) {
        vector(name, vector);
        return parameterisation == Parameterisation.LOGITS
                ? this
                : within(name, vector, 0, 1).sumsToOne(name, vector);
    }

    /** A constant argument holds integers. */
    Checks integer(String name, Expr value) {
        if (value instanceof Constant constant) {
            for (double v : constant.values()) {
                ModelException.require(
                        v == Math.rint(v), "%s: %s must be a whole number, found %s", family, name, value);
            }
        }
        return this;
    }

    private static String positiveFix(Expr value) {
        return value instanceof Constant ? "Give a number above 0." : "Transform it, for example with exp or softplus.";
    }
}
