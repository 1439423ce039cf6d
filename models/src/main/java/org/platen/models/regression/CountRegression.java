package org.platen.models.regression;

import static org.platen.dsl.distribution.Distributions.gamma;
import static org.platen.dsl.distribution.Distributions.negativeBinomial;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.distribution.Distributions.poisson;
import static org.platen.dsl.expr.Expressions.zeros;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** A count whose log mean is a linear function of covariates. */
public final class CountRegression {

    private CountRegression() {}

    /**
     * Poisson regression with weak priors (McCullagh and Nelder 1989, chapter 6). Exposure is the log of what the mean is proportional to.
     *
     * <pre>{@code
     * poisson-regression: row
     * x[row]        = given, real vector of 2
     * exposure[row] = given, real
     * intercept     ~ Normal(0, 10)
     * slopes        ~ Normal(zeros(2), 2.5)
     * y[row]        ~ Poisson(exp(exposure + intercept + x @ slopes))  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val counts = model("poisson-regression") {
     *     val row = plate("row")
     *     val x by row.given(real(covariates))
     *     val exposure by row.given()
     *     val intercept by latent(normal(0, 10))
     *     val slopes by latent(normal(zeros(covariates), 2.5))
     *     val y by row.observed(poisson(exp(exposure + intercept + (x matmul slopes))))
     * }
     * }</pre>
     *
     * @param covariates number of entries of {@code x}
     */
    public static Model poissonCounts(int covariates) {
        return Model.declare("poisson-regression", m -> {
            var row = m.plate("row");
            var x = m.given("x", row, Covariate.real(covariates));
            var exposure = m.given("exposure", row);
            var intercept = m.latent("intercept", normal(0, 10));
            var slopes = m.latent("slopes", normal(zeros(covariates), 2.5));
            m.observed(
                    "y",
                    row,
                    poisson(exposure.plus(intercept).plus(x.dot(slopes)).exp()));
        });
    }

    /**
     * Negative binomial regression with weak priors, for counts that vary more than a Poisson's (Hilbe 2011, "Negative Binomial Regression", section 8.1): the
     * variance is mean + mean² / concentration.
     *
     * <pre>{@code
     * negative-binomial-regression: row
     * x[row]        = given, real vector of 1
     * intercept     ~ Normal(0, 10)
     * slopes        ~ Normal(zeros(1), 2.5)
     * concentration ~ Gamma(2, 0.1)
     * y[row]        ~ NegativeBinomial(exp(intercept + x @ slopes), concentration)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val counts = model("negative-binomial-regression") {
     *     val row = plate("row")
     *     val x by row.given(real(covariates))
     *     val intercept by latent(normal(0, 10))
     *     val slopes by latent(normal(zeros(covariates), 2.5))
     *     val concentration by latent(gamma(shape = 2, rate = 0.1))
     *     val y by row.observed(negativeBinomial(exp(intercept + (x matmul slopes)), concentration))
     * }
     * }</pre>
     *
     * @param covariates number of entries of {@code x}
     */
    public static Model dispersed(int covariates) {
        return Model.declare("negative-binomial-regression", m -> {
            var row = m.plate("row");
            var x = m.given("x", row, Covariate.real(covariates));
            var intercept = m.latent("intercept", normal(0, 10));
            var slopes = m.latent("slopes", normal(zeros(covariates), 2.5));
            var concentration = m.latent("concentration", gamma(2, 0.1));
            m.observed("y", row, negativeBinomial(intercept.plus(x.dot(slopes)).exp(), concentration));
        });
    }

    static Example poissonExample() {
        Draws draws = new Draws(13);
        double[][] x = draws.rowsFrom(200, normal(zeros(2), 0.5));
        double[] exposure = draws.from(200, normal(0, 0.3));
        double[] y = IntStream.range(0, 200)
                .mapToDouble(i -> draws.from(poisson(Math.exp(exposure[i] + 1 + x[i][0] - 0.5 * x[i][1]))))
                .toArray();
        return Example.of(poissonCounts(2))
                .with("x", x)
                .with("exposure", exposure)
                .with("y", y)
                .truth("intercept", 0.2, 1)
                .truth("slopes", 0.35, 1, -0.5);
    }

    static Example dispersedExample() {
        Draws draws = new Draws(14);
        double[][] x = draws.rowsFrom(300, normal(zeros(1), 0.5));
        double[] y = Arrays.stream(x)
                .mapToDouble(row -> draws.from(negativeBinomial(Math.exp(1.5 + row[0]), 3)))
                .toArray();
        return Example.of(dispersed(1))
                .with("x", x)
                .with("y", y)
                .truth("intercept", 0.2, 1.5)
                .truth("slopes", 0.4, 1)
                .truth("concentration", 2.2, 3);
    }
}
