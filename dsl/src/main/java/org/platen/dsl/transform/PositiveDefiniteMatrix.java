package org.platen.dsl.transform;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.Shape;

/**
 * Symmetric positive definite matrices, as L Lᵀ of a {@link TriangularFactor} (Stan Reference Manual, "Covariance matrices": the log-Jacobian is
 * n log 2 + Σᵢ (n − i + 2) log Lᵢᵢ, i from 1).
 *
 * @param factor the map to L
 */
record PositiveDefiniteMatrix(TriangularFactor factor) implements Bijection {

    @Override
    public Expr forward(Expr unconstrained) {
        Expr lower = factor.forward(unconstrained);
        return lower.dot(lower.transposed());
    }

    @Override
    public double[] forward(double[] unconstrained) {
        double[] lower = factor.forward(unconstrained);
        int size = factor.size();
        double[] product = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                for (int k = 0; k <= Math.min(i, j); k++) {
                    product[i * size + j] += lower[i * size + k] * lower[j * size + k];
                }
            }
        }
        return product;
    }

    @Override
    public Expr inverse(Expr constrained) {
        return factor.inverse(constrained.cholesky());
    }

    @Override
    public Expr logJacobian(Expr unconstrained) {
        double[] multiplicity = new double[factor.size()];
        for (int i = 0; i < multiplicity.length; i++) {
            multiplicity[i] = multiplicity.length - i + 1.0;
        }
        return factor.logDiagonal(unconstrained)
                .times(Expressions.constant(multiplicity))
                .sum()
                .plus(multiplicity.length * Math.log(2));
    }

    @Override
    public Shape unconstrainedShape(Shape constrained) {
        return factor.unconstrainedShape(constrained);
    }

    @Override
    public Support support() {
        return new Support.PositiveDefinite(factor.size());
    }

    @Override
    public String toString() {
        return "positive definite";
    }
}
