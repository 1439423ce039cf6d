package org.platen.models.mixture;

import static org.platen.dsl.distribution.Distributions.beta;
import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.gamma;
import static org.platen.dsl.distribution.Distributions.inverseGamma;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.concatenate;
import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.ones;
import static org.platen.dsl.expr.Expressions.zeros;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Clusters whose number need not be said. */
public final class DirichletProcessMixture {

    private DirichletProcessMixture() {}

    /**
     * Dirichlet-process mixture of Normals by truncated stick breaking (Sethuraman 1994; Blei and Jordan 2006, "Variational inference for Dirichlet process
     * mixtures", section 3): each stick is a share of what those before it leave, and the last one is all the rest.
     *
     * <pre>{@code
     * dirichlet-process-mixture: cluster of 6, row
     * concentration     ~ Gamma(1, 1)
     * stick             ~ Beta(ones(5), concentration)
     * left              = [0, 0, 0, 0, 0, 1, 0, 0, 0, …] @ log(1 - stick)
     * weights           = exp([log(stick), zeros(1)] + left)
     * mean[cluster]     ~ Normal(0, 10)
     * variance[cluster] ~ InverseGamma(2, 1)
     * z[row]            ~ Categorical(weights)
     * x[row]            ~ Normal(mean[z], sqrt(variance[z]))  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val mixture = model("dirichlet-process-mixture") {
     *     val cluster = plate("cluster", most)
     *     val row = plate("row")
     *     val concentration by latent(gamma(shape = 1, rate = 1))
     *     val stick by latent(beta(ones(most - 1), concentration))
     *     val before = Array(most) { k -> List(most - 1) { j -> if (j < k) 1 else 0 } }
     *     val left by deterministic(matrix(*before) matmul log(1 - stick))
     *     val weights by deterministic(exp(concatenate(log(stick), zeros(1)) + left))
     *     val mean by cluster.latent(normal(0, 10))
     *     val variance by cluster.latent(inverseGamma(2, 1))
     *     val z by row.latent(categorical(weights))
     *     val x by row.observed(normal(mean[cluster, z], sqrt(variance[cluster, z])))
     * }
     * }</pre>
     *
     * @param most number of components there are places for, at least 2
     */
    public static Model of(int most) {
        return Model.declare("dirichlet-process-mixture", m -> {
            var cluster = m.plate("cluster", most);
            var row = m.plate("row");
            var concentration = m.latent("concentration", gamma(1, 1));
            var stick = m.latent("stick", beta(ones(most - 1), concentration));
            var before = new double[most][most - 1];
            for (int k = 0; k < most; k++) {
                Arrays.fill(before[k], 0, k, 1);
            }
            var left = m.deterministic(
                    "left", constant(before).dot(constant(1).minus(stick).log()));
            var weights = m.deterministic(
                    "weights", concatenate(stick.log(), zeros(1)).plus(left).exp());
            var mean = m.latent("mean", cluster, normal(0, 10));
            var variance = m.latent("variance", cluster, inverseGamma(2, 1));
            var z = m.latent("z", row, categorical(weights));
            m.observed(
                    "x",
                    row,
                    normal(mean.at(cluster, z), variance.at(cluster, z).sqrt()));
        });
    }

    static Example example() {
        Draws draws = new Draws(25);
        double[] x = IntStream.range(0, 120)
                .mapToDouble(i -> draws.from(normal(i % 3 == 0 ? -4 : 3, 1)))
                .toArray();
        return Example.of(of(6)).with("x", x);
    }
}
