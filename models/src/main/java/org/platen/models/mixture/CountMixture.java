package org.platen.models.mixture;

import static org.platen.dsl.distribution.Distributions.beta;
import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.gamma;
import static org.platen.dsl.distribution.Distributions.poisson;
import static org.platen.dsl.distribution.Distributions.zeroInflated;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.data.Tables;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Counts from one of a few groups. */
public final class CountMixture {

    private CountMixture() {}

    /**
     * Mixture of Poissons by maximum likelihood (Zucchini and MacDonald 2009, section 1.2).
     *
     * <pre>{@code
     * poisson-mixture: cluster of 3, row
     * weights       = parameter on the simplex over cluster
     * rate[cluster] = parameter, positive
     * z[row]        ~ Categorical(weights)
     * count[row]    ~ Poisson(rate[z])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val mixture = model("poisson-mixture") {
     *     val cluster = plate("cluster", clusters)
     *     val row = plate("row")
     *     val weights by parameter(simplex(cluster))
     *     val rate by cluster.parameter(positive())
     *     val z by row.latent(categorical(weights))
     *     val count by row.observed(poisson(rate[z]))
     * }
     * }</pre>
     *
     * @param clusters number of components
     */
    public static Model poissonComponents(int clusters) {
        return Model.declare("poisson-mixture", m -> {
            var cluster = m.plate("cluster", clusters);
            var row = m.plate("row");
            var weights = m.parameter("weights", Space.simplex(cluster));
            var rate = m.parameter("rate", cluster, Space.positive());
            var z = m.latent("z", row, categorical(weights));
            m.observed("count", row, poisson(rate.at(z)));
        });
    }

    /**
     * Counts with more zeros than a Poisson has (Lambert 1992, "Zero-inflated Poisson regression", section 2, without covariates): a share of the rows is
     * always zero.
     *
     * <pre>{@code
     * zero-inflated-poisson: row
     * never      ~ Beta(1, 1)
     * rate       ~ Gamma(1, 0.1)
     * count[row] ~ ZeroInflated(never, Poisson(rate))  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val counts = model("zero-inflated-poisson") {
     *     val row = plate("row")
     *     val never by latent(beta(1, 1))
     *     val rate by latent(gamma(shape = 1, rate = 0.1))
     *     val count by row.observed(zeroInflated(never, poisson(rate)))
     * }
     * }</pre>
     */
    public static Model zeroInflatedCounts() {
        return Model.declare("zero-inflated-poisson", m -> {
            var row = m.plate("row");
            var never = m.latent("never", beta(1, 1));
            var rate = m.latent("rate", gamma(1, 0.1));
            m.observed("count", row, zeroInflated(never, poisson(rate)));
        });
    }

    static Example poissonExample() {
        return Example.of(poissonComponents(3))
                .with("count", Tables.EARTHQUAKES.column("count"))
                .truth("weights", 0.03, 0.278, 0.593, 0.130)
                .truth("rate", 0.5, 12.736, 19.785, 31.629);
    }

    static Example zeroInflatedExample() {
        return Example.of(zeroInflatedCounts())
                .with("count", new Draws(21).from(300, zeroInflated(0.4, poisson(3))))
                .truth("never", 0.14, 0.4)
                .truth("rate", 0.55, 3);
    }
}
