package org.platen.models.factor;

import static org.platen.dsl.distribution.Distributions.gamma;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.distribution.Distributions.poisson;
import static org.platen.dsl.expr.Expressions.filled;
import static org.platen.dsl.expr.Expressions.zeros;

import org.platen.dsl.model.Model;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Tables of rows and columns that are products of few factors. */
public final class MatrixFactorisation {

    private MatrixFactorisation() {}

    /**
     * Probabilistic matrix factorisation (Mnih and Salakhutdinov 2007, section 2): ratings around products of factors of users and items; those that are NaN
     * are left out.
     *
     * <pre>{@code
     * gaussian-matrix-factorisation: user, item
     * taste[user]        ~ Normal(zeros(1), 1)
     * trait[item]        ~ Normal(zeros(1), 1)
     * noise              ~ Gamma(2, 2)
     * rating[user, item] ~ Normal(taste @ trait, noise)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val ratings = model("gaussian-matrix-factorisation") {
     *     val user = plate("user")
     *     val item = plate("item")
     *     val taste by user.latent(normal(zeros(factors), 1))
     *     val trait by item.latent(normal(zeros(factors), 1))
     *     val noise by latent(gamma(shape = 2, rate = 2))
     *     val rating by (user * item).observed(normal(taste matmul trait, noise))
     * }
     * }</pre>
     *
     * @param factors number of entries of {@code taste} and {@code trait}
     */
    public static Model gaussian(int factors) {
        return Model.declare("gaussian-matrix-factorisation", m -> {
            var user = m.plate("user");
            var item = m.plate("item");
            var taste = m.latent("taste", user, normal(zeros(factors), 1));
            var trait = m.latent("trait", item, normal(zeros(factors), 1));
            var noise = m.latent("noise", gamma(2, 2));
            m.observed("rating", user.times(item), normal(taste.dot(trait), noise));
        });
    }

    /**
     * Counts around products of positive factors (Cemgil 2009, "Bayesian inference for nonnegative matrix factorisation models"; Gopalan, Hofman and Blei
     * 2015).
     *
     * <pre>{@code
     * poisson-matrix-factorisation: user, item
     * taste[user]          ~ Gamma(ones(2), 1)
     * trait[item]          ~ Gamma(ones(2), 1)
     * expected[user, item] = taste @ trait
     * count[user, item]    ~ Poisson(expected)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val counts = model("poisson-matrix-factorisation") {
     *     val user = plate("user")
     *     val item = plate("item")
     *     val taste by user.latent(gamma(shape = filled(1, factors), rate = 1))
     *     val trait by item.latent(gamma(shape = filled(1, factors), rate = 1))
     *     val expected by deterministic(taste matmul trait)
     *     val count by (user * item).observed(poisson(expected))
     * }
     * }</pre>
     *
     * @param factors number of entries of {@code taste} and {@code trait}
     */
    public static Model poissonCounts(int factors) {
        return Model.declare("poisson-matrix-factorisation", m -> {
            var user = m.plate("user");
            var item = m.plate("item");
            var taste = m.latent("taste", user, gamma(filled(1, factors), 1));
            var trait = m.latent("trait", item, gamma(filled(1, factors), 1));
            var expected = m.deterministic("expected", taste.dot(trait));
            m.observed("count", user.times(item), poisson(expected));
        });
    }

    static Example gaussianExample() {
        Draws draws = new Draws(45);
        double[] taste = draws.from(20, normal(0, 1));
        double[] trait = draws.from(15, normal(0, 1));
        double[] rating = new double[20 * 15];
        for (int i = 0; i < rating.length; i++) {
            double value = draws.from(normal(taste[i / 15] * trait[i % 15], 0.3));
            rating[i] = i % 4 == 0 ? Double.NaN : value;
        }
        return Example.of(gaussian(1))
                .with("rating", rating)
                .size("user", 20)
                .size("item", 15)
                .truth("noise", 0.1, 0.3);
    }

    static Example poissonExample() {
        Draws draws = new Draws(46);
        double[][] taste = draws.rowsFrom(20, gamma(filled(1, 2), 0.5));
        double[][] trait = draws.rowsFrom(15, gamma(filled(1, 2), 0.5));
        double[] expected = new double[20 * 15];
        double[] count = new double[expected.length];
        double[] tolerances = new double[expected.length];
        for (int i = 0; i < count.length; i++) {
            double[] a = taste[i / 15];
            double[] b = trait[i % 15];
            expected[i] = a[0] * b[0] + a[1] * b[1];
            count[i] = draws.from(poisson(expected[i]));
            tolerances[i] = 1 + 2 * Math.sqrt(expected[i]);
        }
        return Example.of(poissonCounts(2))
                .with("count", count)
                .size("user", 20)
                .size("item", 15)
                .truth("expected", tolerances, expected);
    }
}
