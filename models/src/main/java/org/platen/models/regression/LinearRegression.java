package org.platen.models.regression;

import static org.platen.dsl.distribution.Distributions.halfNormal;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.zeros;

import java.util.Arrays;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** A Normal response around a linear function of covariates. */
public final class LinearRegression {

    private LinearRegression() {}

    /**
     * By maximum likelihood: least squares (Bishop 2006, section 3.1.1).
     *
     * <pre>{@code
     * linear-regression: row
     * x[row]    = given, real vector of 2
     * intercept = parameter, real
     * slopes    = parameter, real vector of 2
     * scale     = parameter, positive
     * y[row]    ~ Normal(intercept + x @ slopes, scale)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val line = model("linear-regression") {
     *     val row = plate("row")
     *     val x by row.given(real(covariates))
     *     val intercept by parameter(real())
     *     val slopes by parameter(real(covariates))
     *     val scale by parameter(positive())
     *     val y by row.observed(normal(intercept + (x matmul slopes), scale))
     * }
     * }</pre>
     *
     * @param covariates number of entries of {@code x}
     */
    public static Model maximumLikelihood(int covariates) {
        return Model.declare("linear-regression", m -> {
            var row = m.plate("row");
            var x = m.given("x", row, Covariate.real(covariates));
            var intercept = m.parameter("intercept", Space.real());
            var slopes = m.parameter("slopes", Space.real(covariates));
            var scale = m.parameter("scale", Space.positive());
            m.observed("y", row, normal(intercept.plus(x.dot(slopes)), scale));
        });
    }

    /**
     * With weak priors (Gelman et al. 2013, section 14.2).
     *
     * <pre>{@code
     * linear-regression-posterior: row
     * x[row]    = given, real vector of 2
     * intercept ~ Normal(0, 10)
     * slopes    ~ Normal(zeros(2), 10)
     * scale     ~ HalfNormal(10)
     * y[row]    ~ Normal(intercept + x @ slopes, scale)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val line = model("linear-regression-posterior") {
     *     val row = plate("row")
     *     val x by row.given(real(covariates))
     *     val intercept by latent(normal(0, 10))
     *     val slopes by latent(normal(zeros(covariates), 10))
     *     val scale by latent(halfNormal(10))
     *     val y by row.observed(normal(intercept + (x matmul slopes), scale))
     * }
     * }</pre>
     *
     * @param covariates number of entries of {@code x}
     */
    public static Model posterior(int covariates) {
        return Model.declare("linear-regression-posterior", m -> {
            var row = m.plate("row");
            var x = m.given("x", row, Covariate.real(covariates));
            var intercept = m.latent("intercept", normal(0, 10));
            var slopes = m.latent("slopes", normal(zeros(covariates), 10));
            var scale = m.latent("scale", halfNormal(10));
            m.observed("y", row, normal(intercept.plus(x.dot(slopes)), scale));
        });
    }

    static Example maximumLikelihoodExample() {
        return drawn(maximumLikelihood(2));
    }

    static Example posteriorExample() {
        return drawn(posterior(2));
    }

    private static Example drawn(Model model) {
        Draws draws = new Draws(11);
        double[][] x = draws.rowsFrom(150, normal(zeros(2), 1));
        double[] y = Arrays.stream(x)
                .mapToDouble(row -> 1 + 2 * row[0] - row[1] + draws.from(normal(0, 0.7)))
                .toArray();
        return Example.of(model)
                .with("x", x)
                .with("y", y)
                .truth("intercept", 0.24, 1)
                .truth("slopes", 0.24, 2, -1)
                .truth("scale", 0.2, 0.7);
    }
}
