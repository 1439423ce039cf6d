package org.platen.models.mixture;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.multivariateNormal;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.data.Tables;
import org.platen.models.zoo.Example;

/** Mixtures of multivariate Normals (Bishop 2006, section 9.2), in their maximum-likelihood form: weights, means and covariances are parameters. */
public final class GaussianMixture {

    private GaussianMixture() {}

    /**
     * A full covariance for each cluster.
     *
     * <pre>{@code
     * gaussian-mixture: cluster of 2, row
     * weights             = parameter on the simplex over cluster
     * mean[cluster]       = parameter, real vector of 2
     * covariance[cluster] = parameter, positive definite 2 × 2
     * z[row]              ~ Categorical(weights)
     * x[row]              ~ MultivariateNormal(mean[z], covariance[z])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val mixture = model(name) {
     *     val cluster = plate("cluster", clusters)
     *     val row = plate("row")
     *     val weights by parameter(simplex(cluster))
     *     val mean by cluster.parameter(real(columns))
     *     val covariance by cluster.parameter(positiveDefinite(columns))
     *     val z by row.latent(categorical(weights))
     *     val x by row.observed(multivariateNormal(mean[z], covariance[z]))
     * }
     * }</pre>
     *
     * @param name of the model
     * @param clusters number of components, at least 1
     * @param columns number of entries of the observed vector {@code x}
     */
    public static Model full(String name, int clusters, int columns) {
        return Model.declare(name, m -> {
            var cluster = m.plate("cluster", clusters);
            var row = m.plate("row");
            var weights = m.parameter("weights", Space.simplex(cluster));
            var mean = m.parameter("mean", cluster, Space.real(columns));
            var covariance = m.parameter("covariance", cluster, Space.positiveDefinite(columns));
            var z = m.latent("z", row, categorical(weights));
            m.observed("x", row, multivariateNormal(mean.at(z), covariance.at(z)));
        });
    }

    static Example fullExample() {
        return Example.of(full("gaussian-mixture", 2, 2))
                .with("x", Tables.OLD_FAITHFUL.columns("eruptions", "waiting"));
    }
}
