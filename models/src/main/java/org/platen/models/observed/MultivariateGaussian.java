package org.platen.models.observed;

import static org.platen.dsl.distribution.Distributions.inverseWishart;
import static org.platen.dsl.distribution.Distributions.multivariateNormal;
import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.identity;
import static org.platen.dsl.expr.Expressions.zeros;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Normal vectors of unknown mean and covariance. */
public final class MultivariateGaussian {

    private MultivariateGaussian() {}

    /**
     * By maximum likelihood (Bishop 2006, section 2.3.4): the sample mean and the mean product of deviations.
     *
     * <pre>{@code
     * multivariate-gaussian: row
     * mean       = parameter, real vector of 2
     * covariance = parameter, positive definite 2 × 2
     * x[row]     ~ MultivariateNormal(mean, covariance)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val gaussian = model("multivariate-gaussian") {
     *     val row = plate("row")
     *     val mean by parameter(real(columns))
     *     val covariance by parameter(positiveDefinite(columns))
     *     val x by row.observed(multivariateNormal(mean, covariance))
     * }
     * }</pre>
     *
     * @param columns number of entries of {@code x}
     */
    public static Model maximumLikelihood(int columns) {
        return Model.declare("multivariate-gaussian", m -> {
            var row = m.plate("row");
            var mean = m.parameter("mean", Space.real(columns));
            var covariance = m.parameter("covariance", Space.positiveDefinite(columns));
            m.observed("x", row, multivariateNormal(mean, covariance));
        });
    }

    /**
     * With independent priors of mean and covariance (Gelman et al. 2013, section 3.6).
     *
     * <pre>{@code
     * multivariate-gaussian-posterior: row
     * mean       ~ MultivariateNormal(zeros(2), 100 * identity(2))
     * covariance ~ InverseWishart(4, identity(2))
     * x[row]     ~ MultivariateNormal(mean, covariance)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val gaussian = model("multivariate-gaussian-posterior") {
     *     val row = plate("row")
     *     val mean by latent(multivariateNormal(zeros(columns), 100.0 * identity(columns)))
     *     val covariance by latent(inverseWishart(columns + 2.0, identity(columns)))
     *     val x by row.observed(multivariateNormal(mean, covariance))
     * }
     * }</pre>
     *
     * @param columns number of entries of {@code x}
     */
    public static Model posterior(int columns) {
        return Model.declare("multivariate-gaussian-posterior", m -> {
            var row = m.plate("row");
            var mean = m.latent(
                    "mean", multivariateNormal(zeros(columns), identity(columns).times(100)));
            var covariance = m.latent("covariance", inverseWishart(columns + 2, identity(columns)));
            m.observed("x", row, multivariateNormal(mean, covariance));
        });
    }

    static Example maximumLikelihoodExample() {
        return example(maximumLikelihood(2));
    }

    static Example posteriorExample() {
        return example(posterior(2));
    }

    private static Example example(Model model) {
        double[][] covariance = {{2, 0.8}, {0.8, 1}};
        double[][] x = new Draws(2).rowsFrom(300, multivariateNormal(constant(1, -2), constant(covariance)));
        return Example.of(model).with("x", x).truth("mean", 0.35, 1, -2).truth("covariance", 0.65, 2, 0.8, 0.8, 1);
    }
}
