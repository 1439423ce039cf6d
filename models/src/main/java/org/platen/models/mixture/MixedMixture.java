package org.platen.models.mixture;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.distribution.Distributions.poisson;
import static org.platen.dsl.expr.Expressions.constant;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Clusters of rows whose columns are of different kinds. */
public final class MixedMixture {

    private MixedMixture() {}

    /**
     * A length, a count and a category in each row, independent within a cluster (Everitt 1988, "A finite mixture model for the clustering of mixed-mode data";
     * location model of McLachlan and Peel 2000, section 5.5, with independence). Cells that are NaN are summed or integrated out.
     *
     * <pre>{@code
     * mixed-mixture: cluster of 2, kind of 3, row
     * weights         = parameter on the simplex over cluster
     * mean[cluster]   = parameter, real
     * scale[cluster]  = parameter, positive
     * rate[cluster]   = parameter, positive
     * shares[cluster] = parameter on the simplex over kind
     * z[row]          ~ Categorical(weights)
     * length[row]     ~ Normal(mean[z], scale[z])  (observed)
     * count[row]      ~ Poisson(rate[z])  (observed)
     * colour[row]     ~ Categorical(shares[z])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val mixture = model("mixed-mixture") {
     *     val cluster = plate("cluster", clusters)
     *     val kind = plate("kind", categories)
     *     val row = plate("row")
     *     val weights by parameter(simplex(cluster))
     *     val mean by cluster.parameter(real())
     *     val scale by cluster.parameter(positive())
     *     val rate by cluster.parameter(positive())
     *     val shares by cluster.parameter(simplex(kind))
     *     val z by row.latent(categorical(weights))
     *     val length by row.observed(normal(mean[z], scale[z]))
     *     val count by row.observed(poisson(rate[z]))
     *     val colour by row.observed(categorical(shares[z]))
     * }
     * }</pre>
     *
     * @param clusters number of components
     * @param categories number of values of {@code colour}
     */
    public static Model of(int clusters, int categories) {
        return Model.declare("mixed-mixture", m -> {
            var cluster = m.plate("cluster", clusters);
            var kind = m.plate("kind", categories);
            var row = m.plate("row");
            var weights = m.parameter("weights", Space.simplex(cluster));
            var mean = m.parameter("mean", cluster, Space.real());
            var scale = m.parameter("scale", cluster, Space.positive());
            var rate = m.parameter("rate", cluster, Space.positive());
            var shares = m.parameter("shares", cluster, Space.simplex(kind));
            var z = m.latent("z", row, categorical(weights));
            m.observed("length", row, normal(mean.at(z), scale.at(z)));
            m.observed("count", row, poisson(rate.at(z)));
            m.observed("colour", row, categorical(shares.at(z)));
        });
    }

    static Example example() {
        Draws draws = new Draws(24);
        double[][] shares = {{0.7, 0.2, 0.1}, {0.1, 0.3, 0.6}};
        int rows = 300;
        double[] length = new double[rows];
        double[] count = new double[rows];
        double[] colour = new double[rows];
        for (int i = 0; i < rows; i++) {
            int z = i % 3 == 0 ? 0 : 1;
            length[i] = i % 10 == 0 ? Double.NaN : draws.from(normal(z == 0 ? 0 : 3, 1));
            count[i] = i % 7 == 0 ? Double.NaN : draws.from(poisson(z == 0 ? 2 : 6));
            colour[i] = i % 6 == 0 ? Double.NaN : draws.from(categorical(constant(shares[z])));
        }
        return Example.of(of(2, 3))
                .with("length", length)
                .with("count", count)
                .with("colour", colour)
                .truth("weights", 0.15, 1 / 3., 2 / 3.)
                .truth("mean", 0.6, 0, 3)
                .truth("scale", 0.45, 1, 1)
                .truth("rate", 1.1, 2, 6)
                .truth("shares", 0.25, 0.7, 0.2, 0.1, 0.1, 0.3, 0.6);
    }
}
