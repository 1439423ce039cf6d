package org.platen.dsl.distribution;

import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/** The distribution families under their names, for static import. */
public final class Distributions {

    private Distributions() {}

    /** Normal with a mean and a standard deviation. */
    public static Normal normal(Expr mean, Expr scale) {
        return new Normal(mean, scale);
    }

    /** Normal with a mean and a standard deviation. */
    public static Normal normal(double mean, double scale) {
        return normal(Constant.of(mean), Constant.of(scale));
    }

    /** Normal with a mean and a standard deviation. */
    public static Normal normal(Expr mean, double scale) {
        return normal(mean, Constant.of(scale));
    }

    /** Normal with a mean and a standard deviation. */
    public static Normal normal(double mean, Expr scale) {
        return normal(Constant.of(mean), scale);
    }

    /** Multivariate Normal with a covariance matrix. */
    public static MultivariateNormal multivariateNormal(Expr mean, Expr covariance) {
        return new MultivariateNormal(mean, MultivariateNormal.Form.COVARIANCE, covariance);
    }

    /** Multivariate Normal with independent entries: a vector of variances. */
    public static MultivariateNormal multivariateNormalDiagonal(Expr mean, Expr variances) {
        return new MultivariateNormal(mean, MultivariateNormal.Form.DIAGONAL, variances);
    }

    /** Categorical with probabilities that sum to one. */
    public static Categorical categorical(Expr probabilities) {
        return new Categorical(Parameterisation.PROBABILITIES, probabilities);
    }

    /** Dirichlet over the elements of a plate, all with the same concentration. */
    public static Dirichlet dirichlet(Plate plate, double concentration) {
        double[] values = new double[plate.size()];
        java.util.Arrays.fill(values, concentration);
        return new Dirichlet(new Constant(values, java.util.Set.of(), Shape.of(plate)));
    }

    /** Dirichlet with a concentration for each entry. */
    public static Dirichlet dirichlet(Expr concentration) {
        return new Dirichlet(concentration);
    }
}
