package org.platen.models.mixture;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.zeros;

import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Lines that rows belong to without saying to which. */
public final class RegressionMixture {

    private RegressionMixture() {}

    /**
     * Mixture of linear regressions by maximum likelihood (Leisch 2004, "FlexMix", section 2; Bishop 2006, section 14.5.1).
     *
     * <pre>{@code
     * regression-mixture: component of 2, row
     * x[row]               = given, real vector of 1
     * weights              = parameter on the simplex over component
     * intercept[component] = parameter, real
     * slopes[component]    = parameter, real vector of 1
     * scale[component]     = parameter, positive
     * z[row]               ~ Categorical(weights)
     * y[row]               ~ Normal(intercept[z] + x @ slopes[z], scale[z])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val mixture = model("regression-mixture") {
     *     val component = plate("component", components)
     *     val row = plate("row")
     *     val x by row.given(real(covariates))
     *     val weights by parameter(simplex(component))
     *     val intercept by component.parameter(real())
     *     val slopes by component.parameter(real(covariates))
     *     val scale by component.parameter(positive())
     *     val z by row.latent(categorical(weights))
     *     val y by row.observed(normal(intercept[z] + (x matmul slopes[z]), scale[z]))
     * }
     * }</pre>
     *
     * @param components number of lines
     * @param covariates number of entries of {@code x}
     */
    public static Model of(int components, int covariates) {
        return Model.declare("regression-mixture", m -> {
            var component = m.plate("component", components);
            var row = m.plate("row");
            var x = m.given("x", row, Covariate.real(covariates));
            var weights = m.parameter("weights", Space.simplex(component));
            var intercept = m.parameter("intercept", component, Space.real());
            var slopes = m.parameter("slopes", component, Space.real(covariates));
            var scale = m.parameter("scale", component, Space.positive());
            var z = m.latent("z", row, categorical(weights));
            m.observed("y", row, normal(intercept.at(z).plus(x.dot(slopes.at(z))), scale.at(z)));
        });
    }

    static Example example() {
        Draws draws = new Draws(23);
        double[][] x = draws.rowsFrom(300, normal(zeros(1), 1));
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = draws.from(i % 2 == 0 ? normal(2 + 3 * x[i][0], 0.5) : normal(-1 - 2 * x[i][0], 1));
        }
        return Example.of(of(2, 1))
                .with("x", x)
                .with("y", y)
                .truth("weights", 0.15, 0.5, 0.5)
                .truth("intercept", 0.5, 2, -1)
                .truth("slopes", 0.5, 3, -2)
                .truth("scale", 0.35, 0.5, 1);
    }
}
