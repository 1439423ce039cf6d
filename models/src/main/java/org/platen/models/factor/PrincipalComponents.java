package org.platen.models.factor;

import static org.platen.dsl.distribution.Distributions.gamma;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.ones;
import static org.platen.dsl.expr.Expressions.zeros;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.data.Tables;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Principal components of the columns of a table. */
public final class PrincipalComponents {

    private PrincipalComponents() {}

    /**
     * Principal component analysis as the limit of probabilistic PCA when the noise goes to zero (Roweis 1998, "EM algorithms for PCA and SPCA", section 3;
     * Tipping and Bishop 1999, section 3.2). The loading spans the principal subspace and the mean of f is the projection onto it. Noise that is small beside
     * the data but no smaller keeps EM quick.
     *
     * <pre>{@code
     * pca: row
     * mean    = parameter, real vector of 4
     * loading = parameter, real 4 × 2
     * f[row]  ~ Normal(zeros(2), ones(2))
     * x[row]  ~ Normal(mean + loading @ f, 0.1)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val table = model("pca") {
     *     val row = plate("row")
     *     val mean by parameter(real(columns))
     *     val loading by parameter(real(columns, components))
     *     val f by row.latent(normal(zeros(components), ones(components)))
     *     val x by row.observed(normal(mean + (loading matmul f), noise))
     * }
     * }</pre>
     *
     * @param columns number of entries of {@code x}
     * @param components number of entries of {@code f}
     * @param noise standard deviation
     */
    public static Model limit(int columns, int components, double noise) {
        return Model.declare("pca", m -> {
            var row = m.plate("row");
            var mean = m.parameter("mean", Space.real(columns));
            var loading = m.parameter("loading", Space.real(columns, components));
            var f = m.latent("f", row, normal(zeros(components), ones(components)));
            m.observed("x", row, normal(mean.plus(loading.dot(f)), noise));
        });
    }

    /**
     * Probabilistic PCA by maximum likelihood (Tipping and Bishop 1999, "Probabilistic principal component analysis", equation 6).
     *
     * <pre>{@code
     * ppca: row
     * mean    = parameter, real vector of 4
     * loading = parameter, real 4 × 1
     * noise   = parameter, positive
     * f[row]  ~ Normal(zeros(1), ones(1))
     * x[row]  ~ Normal(mean + loading @ f, noise)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val table = model("ppca") {
     *     val row = plate("row")
     *     val mean by parameter(real(columns))
     *     val loading by parameter(real(columns, components))
     *     val noise by parameter(positive())
     *     val f by row.latent(normal(zeros(components), ones(components)))
     *     val x by row.observed(normal(mean + (loading matmul f), noise))
     * }
     * }</pre>
     *
     * @param columns number of entries of {@code x}
     * @param components number of entries of {@code f}
     */
    public static Model probabilistic(int columns, int components) {
        return Model.declare("ppca", m -> {
            var row = m.plate("row");
            var mean = m.parameter("mean", Space.real(columns));
            var loading = m.parameter("loading", Space.real(columns, components));
            var noise = m.parameter("noise", Space.positive());
            var f = m.latent("f", row, normal(zeros(components), ones(components)));
            m.observed("x", row, normal(mean.plus(loading.dot(f)), noise));
        });
    }

    /**
     * Bayesian PCA with automatic relevance determination (Bishop 1999, "Bayesian PCA", equation 7): each component's loadings have a precision of their own,
     * and components that are not needed go to zero.
     *
     * <pre>{@code
     * bayesian-pca: row, component of 2
     * mean                 ~ Normal(zeros(4), 10)
     * precision[component] ~ Gamma(1, 1)
     * loading[component]   ~ Normal(zeros(4), precision^(-0.5))
     * noise                ~ Gamma(1, 1)
     * f[row, component]    ~ Normal(0, 1)
     * x[row]               ~ Normal(mean + sum(f * loading over component), noise)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val table = model("bayesian-pca") {
     *     val row = plate("row")
     *     val component = plate("component", most)
     *     val mean by latent(normal(zeros(columns), 10))
     *     val precision by component.latent(gamma(shape = 1, rate = 1))
     *     val loading by component.latent(normal(zeros(columns), precision pow -0.5))
     *     val noise by latent(gamma(shape = 1, rate = 1))
     *     val f by (row * component).latent(normal(0, 1))
     *     val x by row.observed(normal(mean + (f * loading).sum(component), noise))
     * }
     * }</pre>
     *
     * @param columns number of entries of {@code x}
     * @param most number of components there are places for
     */
    public static Model relevant(int columns, int most) {
        return Model.declare("bayesian-pca", m -> {
            var row = m.plate("row");
            var component = m.plate("component", most);
            var mean = m.latent("mean", normal(zeros(columns), 10));
            var precision = m.latent("precision", component, gamma(1, 1));
            var loading = m.latent("loading", component, normal(zeros(columns), precision.power(-0.5)));
            var noise = m.latent("noise", gamma(1, 1));
            var f = m.latent("f", row.times(component), normal(0, 1));
            m.observed("x", row, normal(mean.plus(f.times(loading).sum(component)), noise));
        });
    }

    static Example limitExample() {
        return Example.of(limit(4, 2, 0.1)).with("x", flowers()).truth("mean", 0.3, 5.843, 3.057, 3.758, 1.199);
    }

    static Example probabilisticExample() {
        return Example.of(probabilistic(4, 1))
                .with("x", flowers())
                .truth("mean", 0.1, 5.843, 3.057, 3.758, 1.199)
                .truth("noise", 0.05, 0.3378);
    }

    static Example relevantExample() {
        Draws draws = new Draws(41);
        double[][] x = new double[60][];
        for (int i = 0; i < x.length; i++) {
            double f = draws.from(normal(0, 1));
            x[i] = draws.vectorFrom(normal(constant(1 + 2 * f, f, -1 - 2 * f, f), 0.3));
        }
        return Example.of(relevant(4, 2)).with("x", x).truth("noise", 0.1, 0.3);
    }

    private static double[][] flowers() {
        return Tables.IRIS.columns("sepal_length", "sepal_width", "petal_length", "petal_width");
    }
}
