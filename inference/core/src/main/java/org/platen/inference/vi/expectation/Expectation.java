package org.platen.inference.vi.expectation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.RandomVariable;

/**
 * Expectations under independent factors, as expressions of expected statistics. Each answers for one form that log densities of exponential families are made
 * of; what has no such form is refused with the variables that stand in the way.
 *
 * @param factors which variables are random
 */
public record Expectation(Factors factors) {

    /** Whether an expression is random. */
    public boolean isRandom(Expr expr) {
        return factors.areIn(expr);
    }

    /**
     * Refuses variables that are in both of two groups of expressions, whose product then is no product of expectations.
     *
     * @throws NotConjugate naming them
     */
    public void requireIndependent(List<Expr> some, List<Expr> others) {
        Set<RandomVariable> common = new LinkedHashSet<>();
        some.forEach(expr -> common.addAll(factors.readBy(expr)));
        Set<RandomVariable> second = new LinkedHashSet<>();
        others.forEach(expr -> second.addAll(factors.readBy(expr)));
        common.retainAll(second);
        if (!common.isEmpty()) {
            throw new NotConjugate(
                    common, Names.of(common) + (common.size() == 1 ? " is" : " are") + " in more than one argument");
        }
    }

    /**
     * Refuses an argument that is random.
     *
     * @throws NotConjugate naming its variables
     */
    public Expr known(String argument, Expr expr) {
        Set<RandomVariable> random = factors.readBy(expr);
        if (!random.isEmpty()) {
            throw new NotConjugate(random, Names.of(random) + " is in its " + argument);
        }
        return expr;
    }

    /** E u of an affine function of Normal variables. */
    public Expr mean(Expr affine) {
        return factors.areIn(affine) ? new AffineForm(factors, affine).mean() : affine;
    }

    /** E u², entry by entry, of an affine function u of Normal variables. */
    public Expr square(Expr affine) {
        if (!factors.areIn(affine)) {
            return affine.squared();
        }
        AffineForm form = new AffineForm(factors, affine);
        Expr square = form.mean().squared();
        Expr variance = form.variance();
        return variance == null ? square : square.plus(variance);
    }

    /** E uᵀ P u of a vector u that is an affine function of Normal variables, for a matrix P: uᵀ P u at the mean plus the trace of P Cov u. */
    public Expr quadratic(Expr affine, Expr matrix) {
        if (!factors.areIn(affine)) {
            return affine.dot(matrix.dot(affine));
        }
        AffineForm form = new AffineForm(factors, affine);
        Expr square = form.mean().dot(matrix.dot(form.mean()));
        Expr covariance = form.covariance();
        return covariance == null
                ? square
                : square.plus(matrix.times(covariance).sum());
    }

    /** E xᵉ, where x is a product of powers of what is known and of variables: one of a Gamma to the power 1, say, or of an inverse Gamma to the power −1. */
    public Expr power(Expr x, double exponent) {
        return new PowerProduct(factors, x, exponent).expectation();
    }

    /** E log x of such a product. */
    public Expr log(Expr x) {
        return timesLog(Linear.ONE, x);
    }

    /** c E log x of such a product, with c = 0 times the log of a known zero taken as zero. */
    public Expr timesLog(Expr c, Expr x) {
        return new PowerProduct(factors, x, 1).timesLog(c);
    }

    /** c E log(1 − x), where x is known or a variable with a Beta factor. */
    public Expr timesLogComplement(Expr c, Expr x) {
        Expr complement = PowerProduct.complementOf(factors, x);
        return timesLog(c, complement == null ? Constant.of(1).minus(x) : complement);
    }

    /** The expected precision matrix and the expected log of its determinant of what is one, or the inverse of one. */
    public PrecisionMatrix precision(Expr matrix, boolean isInverse) {
        int size = matrix.shape().dim(0).size();
        List<Power> scalars = new ArrayList<>();
        List<Power> matrices = new ArrayList<>();
        for (Power power : PowerProduct.factors(factors, matrix, 1)) {
            (power.base().shape().isScalar() ? scalars : matrices).add(power);
        }
        return PrecisionMatrix.of(this, scalars, matrices, size, isInverse, matrix);
    }

    /**
     * The probability p of a success, when r (1 − p) / p failures are expected before r successes.
     *
     * @throws NotConjugate when the expression is not of this form
     */
    public Expr successOfOdds(Expr mean, Expr r) {
        return PowerProduct.successOfOdds(factors, mean, r);
    }

    /** The random variables that a density at {@code x} depends on. */
    public Set<RandomVariable> randomIn(Distribution density, Expr x) {
        Set<RandomVariable> random = new LinkedHashSet<>(factors.readBy(x));
        density.arguments().forEach(argument -> random.addAll(factors.readBy(argument.value())));
        return random;
    }
}
