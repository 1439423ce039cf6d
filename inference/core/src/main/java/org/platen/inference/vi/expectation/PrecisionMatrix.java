package org.platen.inference.vi.expectation;

import java.util.List;
import java.util.Set;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.vi.factor.Statistic;

/**
 * What is expected of a precision matrix.
 *
 * @param mean E P
 * @param logDeterminant E log|P|
 */
public record PrecisionMatrix(Expr mean, Expr logDeterminant) {

    /**
     * @param scalars numbers that a matrix is multiplied with
     * @param matrices the matrix as a product of known ones, or a single variable
     * @param isInverse whether all that is the covariance
     */
    static PrecisionMatrix of(
            Expectation expectation,
            List<Power> scalars,
            List<Power> matrices,
            int size,
            boolean isInverse,
            Expr whole) {
        double sign = isInverse ? -1 : 1;
        Expr scale = Linear.ONE;
        Expr logScale = Constant.of(0);
        for (Power scalar : scalars) {
            scale = scale.times(scalar.value());
            logScale = logScale.plus(expectation.log(scalar.base()).times(sign * scalar.exponent()));
        }
        PrecisionMatrix inner = ofMatrix(expectation, matrices, isInverse, whole);
        if (scalars.isEmpty()) {
            return inner;
        }
        expectation.requireIndependent(
                scalars.stream().map(Power::base).toList(),
                matrices.stream().map(Power::base).toList());
        return new PrecisionMatrix(
                inner.mean.times(expectation.power(scale, sign)), inner.logDeterminant.plus(logScale.times(size)));
    }

    private static PrecisionMatrix ofMatrix(
            Expectation expectation, List<Power> matrices, boolean isInverse, Expr whole) {
        Factors factors = expectation.factors();
        if (matrices.stream().noneMatch(power -> factors.areIn(power.base()))) {
            return ofKnown(matrices.stream().map(Power::value).reduce(Linear.ONE, Linear::times), isInverse);
        }
        Statistic statistic = isInverse ? Statistic.INVERSE : Statistic.MEAN;
        Expr read = matrices.get(0).base();
        Set<RandomVariable> random = factors.readBy(whole);
        RandomVariable variable = random.iterator().next();
        boolean isAlone = matrices.size() == 1 && matrices.get(0).exponent() == 1 && factors.isLookup(read);
        if (!isAlone
                || factors.moment(factors.readBy(read).iterator().next(), Statistic.LOG_DETERMINANT) == null
                || factors.moment(factors.readBy(read).iterator().next(), statistic) == null) {
            throw new NotConjugate(
                    random,
                    "'" + variable.name() + "' is " + variable.distribution().family() + " and enters the "
                            + (isInverse ? "covariance" : "precision") + " as " + whole);
        }
        Expr logDeterminant = factors.with(Statistic.LOG_DETERMINANT, read);
        return new PrecisionMatrix(
                factors.with(statistic, read), isInverse ? logDeterminant.negated() : logDeterminant);
    }

    private static PrecisionMatrix ofKnown(Expr matrix, boolean isInverse) {
        Expr factor = matrix.cholesky();
        Expr logDeterminant = factor.diagonal().log().sum().times(2);
        if (!isInverse) {
            return new PrecisionMatrix(matrix, logDeterminant);
        }
        Expr inverse = Expressions.solveLower(
                factor, Expressions.identity(matrix.shape().dim(0).size()));
        return new PrecisionMatrix(inverse.transposed().dot(inverse), logDeterminant.negated());
    }
}
