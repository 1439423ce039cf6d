package org.platen.models.factor;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.ones;
import static org.platen.dsl.expr.Expressions.zeros;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Columns that have common causes and noise of their own. */
public final class FactorAnalysis {

    private FactorAnalysis() {}

    /**
     * Factor analysis by maximum likelihood (Lawley 1940; Rubin and Thayer 1982, "EM algorithms for ML factor analysis").
     *
     * <pre>{@code
     * factor-analysis: row
     * mean    = parameter, real vector of 4
     * loading = parameter, real 4 × 1
     * noise   = parameter, positive vector of 4
     * f[row]  ~ Normal(zeros(1), ones(1))
     * x[row]  ~ Normal(mean + loading @ f, noise)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val abilities = model("factor-analysis") {
     *     val row = plate("row")
     *     val mean by parameter(real(columns))
     *     val loading by parameter(real(columns, factors))
     *     val noise by parameter(positive(columns))
     *     val f by row.latent(normal(zeros(factors), ones(factors)))
     *     val x by row.observed(normal(mean + (loading matmul f), noise))
     * }
     * }</pre>
     *
     * @param columns number of entries of {@code x}
     * @param factors number of entries of {@code f}
     */
    public static Model of(int columns, int factors) {
        return Model.declare("factor-analysis", m -> {
            var row = m.plate("row");
            var mean = m.parameter("mean", Space.real(columns));
            var loading = m.parameter("loading", Space.real(columns, factors));
            var noise = m.parameter("noise", Space.positive(columns));
            var f = m.latent("f", row, normal(zeros(factors), ones(factors)));
            m.observed("x", row, normal(mean.plus(loading.dot(f)), noise));
        });
    }

    /**
     * Clusters, each with factors of its own and the same noise, by maximum likelihood (Ghahramani and Hinton 1996, "The EM algorithm for mixtures of factor
     * analyzers").
     *
     * <pre>{@code
     * mixture-of-factor-analysers: cluster of 2, row
     * weights          = parameter on the simplex over cluster
     * mean[cluster]    = parameter, real vector of 3
     * loading[cluster] = parameter, real 3 × 1
     * noise            = parameter, positive vector of 3
     * z[row]           ~ Categorical(weights)
     * f[row]           ~ Normal(zeros(1), ones(1))
     * x[row]           ~ Normal(mean[z] + loading[z] @ f, noise)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val mixture = model("mixture-of-factor-analysers") {
     *     val cluster = plate("cluster", clusters)
     *     val row = plate("row")
     *     val weights by parameter(simplex(cluster))
     *     val mean by cluster.parameter(real(columns))
     *     val loading by cluster.parameter(real(columns, factors))
     *     val noise by parameter(positive(columns))
     *     val z by row.latent(categorical(weights))
     *     val f by row.latent(normal(zeros(factors), ones(factors)))
     *     val x by row.observed(normal(mean[z] + (loading[z] matmul f), noise))
     * }
     * }</pre>
     *
     * @param clusters number of components
     * @param columns number of entries of {@code x}
     * @param factors number of entries of {@code f}
     */
    public static Model mixture(int clusters, int columns, int factors) {
        return Model.declare("mixture-of-factor-analysers", m -> {
            var cluster = m.plate("cluster", clusters);
            var row = m.plate("row");
            var weights = m.parameter("weights", Space.simplex(cluster));
            var mean = m.parameter("mean", cluster, Space.real(columns));
            var loading = m.parameter("loading", cluster, Space.real(columns, factors));
            var noise = m.parameter("noise", Space.positive(columns));
            var z = m.latent("z", row, categorical(weights));
            var f = m.latent("f", row, normal(zeros(factors), ones(factors)));
            m.observed("x", row, normal(mean.at(z).plus(loading.at(z).dot(f)), noise));
        });
    }

    static Example example() {
        Draws draws = new Draws(42);
        double[][] x = new double[300][];
        for (int i = 0; i < x.length; i++) {
            double f = draws.from(normal(0, 1));
            x[i] = draws.vectorFrom(normal(constant(f, 1 + 2 * f, -f, 2 + f), constant(0.5, 0.7, 0.4, 0.6)));
        }
        return Example.of(of(4, 1))
                .with("x", x)
                .truth("mean", 0.5, 0, 1, 0, 2)
                .truth("noise", 0.25, 0.5, 0.7, 0.4, 0.6);
    }

    static Example mixtureExample() {
        Draws draws = new Draws(43);
        double[][] x = new double[200][];
        for (int i = 0; i < x.length; i++) {
            double f = draws.from(normal(0, 1));
            x[i] = draws.vectorFrom(normal(i % 2 == 0 ? constant(f, f, -f) : constant(4 + f, -f, 3 + 2 * f), 0.4));
        }
        return Example.of(mixture(2, 3, 1))
                .with("x", x)
                .truth("weights", 0.16, 0.5, 0.5)
                .truth("mean", 0.8, 0, 0, 0, 4, 0, 3)
                .truth("noise", 0.2, 0.4, 0.4, 0.4);
    }
}
