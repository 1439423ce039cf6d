package org.platen.models.regression;

import static org.platen.dsl.distribution.Distributions.bernoulliLogits;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.zeros;

import java.util.Arrays;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** A success or failure whose log odds are a linear function of covariates. */
public final class LogisticRegression {

    private LogisticRegression() {}

    /**
     * Logistic regression with weak priors of its coefficients (Bishop 2006, section 4.3.2; scales as in Gelman et al. 2013, section 16.3).
     *
     * <pre>{@code
     * logistic-regression: row
     * x[row]    = given, real vector of 2
     * intercept ~ Normal(0, 10)
     * slopes    ~ Normal(zeros(2), 2.5)
     * y[row]    ~ Bernoulli(logits = intercept + x @ slopes)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val odds = model("logistic-regression") {
     *     val row = plate("row")
     *     val x by row.given(real(covariates))
     *     val intercept by latent(normal(0, 10))
     *     val slopes by latent(normal(zeros(covariates), 2.5))
     *     val y by row.observed(bernoulli(logits = intercept + (x matmul slopes)))
     * }
     * }</pre>
     *
     * @param covariates number of entries of {@code x}
     */
    public static Model of(int covariates) {
        return Model.declare("logistic-regression", m -> {
            var row = m.plate("row");
            var x = m.given("x", row, Covariate.real(covariates));
            var intercept = m.latent("intercept", normal(0, 10));
            var slopes = m.latent("slopes", normal(zeros(covariates), 2.5));
            m.observed("y", row, bernoulliLogits(intercept.plus(x.dot(slopes))));
        });
    }

    static Example example() {
        Draws draws = new Draws(12);
        double[][] x = draws.rowsFrom(300, normal(zeros(2), 1));
        double[] y = Arrays.stream(x)
                .mapToDouble(row -> draws.from(bernoulliLogits(constant(0.5 + 1.5 * row[0] - row[1]))))
                .toArray();
        return Example.of(of(2))
                .with("x", x)
                .with("y", y)
                .truth("intercept", 0.6, 0.5)
                .truth("slopes", 0.8, 1.5, -1);
    }
}
