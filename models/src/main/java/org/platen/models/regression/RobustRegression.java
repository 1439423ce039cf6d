package org.platen.models.regression;

import static org.platen.dsl.distribution.Distributions.gamma;
import static org.platen.dsl.distribution.Distributions.halfNormal;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.distribution.Distributions.studentT;
import static org.platen.dsl.expr.Expressions.zeros;

import java.util.Arrays;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** A line that outliers do not draw to themselves. */
public final class RobustRegression {

    private RobustRegression() {}

    /**
     * Student-t regression with weak priors (Lange, Little and Taylor 1989, "Robust statistical modeling using the t distribution").
     *
     * <pre>{@code
     * student-t-regression: row
     * x[row]    = given, real vector of 1
     * intercept ~ Normal(0, 10)
     * slopes    ~ Normal(zeros(1), 10)
     * scale     ~ HalfNormal(10)
     * freedom   ~ Gamma(2, 0.1)
     * y[row]    ~ StudentT(freedom, intercept + x @ slopes, scale)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val line = model("student-t-regression") {
     *     val row = plate("row")
     *     val x by row.given(real(covariates))
     *     val intercept by latent(normal(0, 10))
     *     val slopes by latent(normal(zeros(covariates), 10))
     *     val scale by latent(halfNormal(10))
     *     val freedom by latent(gamma(shape = 2, rate = 0.1))
     *     val y by row.observed(studentT(freedom, intercept + (x matmul slopes), scale))
     * }
     * }</pre>
     *
     * @param covariates number of entries of {@code x}
     */
    public static Model of(int covariates) {
        return Model.declare("student-t-regression", m -> {
            var row = m.plate("row");
            var x = m.given("x", row, Covariate.real(covariates));
            var intercept = m.latent("intercept", normal(0, 10));
            var slopes = m.latent("slopes", normal(zeros(covariates), 10));
            var scale = m.latent("scale", halfNormal(10));
            var freedom = m.latent("freedom", gamma(2, 0.1));
            m.observed("y", row, studentT(freedom, intercept.plus(x.dot(slopes)), scale));
        });
    }

    static Example example() {
        Draws draws = new Draws(15);
        double[][] x = draws.rowsFrom(250, normal(zeros(1), 1));
        double[] y = Arrays.stream(x)
                .mapToDouble(row -> 1 + 2 * row[0] + draws.from(studentT(3, 0, 0.5)))
                .toArray();
        return Example.of(of(1))
                .with("x", x)
                .with("y", y)
                .truth("intercept", 0.18, 1)
                .truth("slopes", 0.18, 2)
                .truth("scale", 0.2, 0.5)
                .truth("freedom", 8, 3);
    }
}
