package org.platen.models.mixture;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.dirichlet;
import static org.platen.dsl.distribution.Distributions.inverseWishart;
import static org.platen.dsl.distribution.Distributions.multivariateNormal;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.identity;
import static org.platen.dsl.expr.Expressions.zeros;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.data.Tables;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Mixtures of multivariate Normals (Bishop 2006, section 9.2), which differ in what their covariances share. */
public final class GaussianMixture {

    private GaussianMixture() {}

    /**
     * A full covariance for each cluster, by maximum likelihood.
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

    /**
     * One covariance for all clusters, by maximum likelihood (EEE of Fraley and Raftery 2002).
     *
     * <pre>{@code
     * gaussian-mixture-tied: cluster of 2, row
     * weights       = parameter on the simplex over cluster
     * mean[cluster] = parameter, real vector of 2
     * covariance    = parameter, positive definite 2 × 2
     * z[row]        ~ Categorical(weights)
     * x[row]        ~ MultivariateNormal(mean[z], covariance)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val mixture = model("gaussian-mixture-tied") {
     *     val cluster = plate("cluster", clusters)
     *     val row = plate("row")
     *     val weights by parameter(simplex(cluster))
     *     val mean by cluster.parameter(real(columns))
     *     val covariance by parameter(positiveDefinite(columns))
     *     val z by row.latent(categorical(weights))
     *     val x by row.observed(multivariateNormal(mean[z], covariance))
     * }
     * }</pre>
     *
     * @param clusters number of components, at least 1
     * @param columns number of entries of the observed vector {@code x}
     */
    public static Model tied(int clusters, int columns) {
        return Model.declare("gaussian-mixture-tied", m -> {
            var cluster = m.plate("cluster", clusters);
            var row = m.plate("row");
            var weights = m.parameter("weights", Space.simplex(cluster));
            var mean = m.parameter("mean", cluster, Space.real(columns));
            var covariance = m.parameter("covariance", Space.positiveDefinite(columns));
            var z = m.latent("z", row, categorical(weights));
            m.observed("x", row, multivariateNormal(mean.at(z), covariance));
        });
    }

    /**
     * Columns that are independent within a cluster, by maximum likelihood (VVI of Fraley and Raftery 2002). With one column these are mixtures of Normals with
     * variances of their own.
     *
     * <pre>{@code
     * gaussian-mixture-diagonal: cluster of 3, row
     * weights        = parameter on the simplex over cluster
     * mean[cluster]  = parameter, real vector of 1
     * scale[cluster] = parameter, positive vector of 1
     * z[row]         ~ Categorical(weights)
     * x[row]         ~ Normal(mean[z], scale[z])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val mixture = model("gaussian-mixture-diagonal") {
     *     val cluster = plate("cluster", clusters)
     *     val row = plate("row")
     *     val weights by parameter(simplex(cluster))
     *     val mean by cluster.parameter(real(columns))
     *     val scale by cluster.parameter(positive(columns))
     *     val z by row.latent(categorical(weights))
     *     val x by row.observed(normal(mean[z], scale[z]))
     * }
     * }</pre>
     *
     * @param clusters number of components, at least 1
     * @param columns number of entries of the observed vector {@code x}
     */
    public static Model diagonal(int clusters, int columns) {
        return Model.declare("gaussian-mixture-diagonal", m -> {
            var cluster = m.plate("cluster", clusters);
            var row = m.plate("row");
            var weights = m.parameter("weights", Space.simplex(cluster));
            var mean = m.parameter("mean", cluster, Space.real(columns));
            var scale = m.parameter("scale", cluster, Space.positive(columns));
            var z = m.latent("z", row, categorical(weights));
            m.observed("x", row, normal(mean.at(z), scale.at(z)));
        });
    }

    /**
     * Round clusters, each of its own size, by maximum likelihood (VII of Fraley and Raftery 2002).
     *
     * <pre>{@code
     * gaussian-mixture-spherical: cluster of 2, row
     * weights        = parameter on the simplex over cluster
     * mean[cluster]  = parameter, real vector of 2
     * scale[cluster] = parameter, positive
     * z[row]         ~ Categorical(weights)
     * x[row]         ~ Normal(mean[z], scale[z])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val mixture = model("gaussian-mixture-spherical") {
     *     val cluster = plate("cluster", clusters)
     *     val row = plate("row")
     *     val weights by parameter(simplex(cluster))
     *     val mean by cluster.parameter(real(columns))
     *     val scale by cluster.parameter(positive())
     *     val z by row.latent(categorical(weights))
     *     val x by row.observed(normal(mean[z], scale[z]))
     * }
     * }</pre>
     *
     * @param clusters number of components, at least 1
     * @param columns number of entries of the observed vector {@code x}
     */
    public static Model spherical(int clusters, int columns) {
        return Model.declare("gaussian-mixture-spherical", m -> {
            var cluster = m.plate("cluster", clusters);
            var row = m.plate("row");
            var weights = m.parameter("weights", Space.simplex(cluster));
            var mean = m.parameter("mean", cluster, Space.real(columns));
            var scale = m.parameter("scale", cluster, Space.positive());
            var z = m.latent("z", row, categorical(weights));
            m.observed("x", row, normal(mean.at(z), scale.at(z)));
        });
    }

    /**
     * A full covariance for each cluster, with priors of weights, means and covariances (Bishop 2006, section 10.2).
     *
     * <pre>{@code
     * gaussian-mixture-posterior: cluster of 2, row
     * weights             ~ Dirichlet(ones(cluster))
     * mean[cluster]       ~ MultivariateNormal(zeros(2), 100 * identity(2))
     * covariance[cluster] ~ InverseWishart(4, identity(2))
     * z[row]              ~ Categorical(weights)
     * x[row]              ~ MultivariateNormal(mean[z], covariance[z])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val mixture = model("gaussian-mixture-posterior") {
     *     val cluster = plate("cluster", clusters)
     *     val row = plate("row")
     *     val weights by latent(dirichlet(cluster, 1.0))
     *     val mean by cluster.latent(multivariateNormal(zeros(columns), 100.0 * identity(columns)))
     *     val covariance by cluster.latent(inverseWishart(columns + 2.0, identity(columns)))
     *     val z by row.latent(categorical(weights))
     *     val x by row.observed(multivariateNormal(mean[z], covariance[z]))
     * }
     * }</pre>
     *
     * @param clusters number of components, at least 1
     * @param columns number of entries of the observed vector {@code x}
     */
    public static Model posterior(int clusters, int columns) {
        return Model.declare("gaussian-mixture-posterior", m -> {
            var cluster = m.plate("cluster", clusters);
            var row = m.plate("row");
            var weights = m.latent("weights", dirichlet(cluster, 1));
            var mean = m.latent(
                    "mean",
                    cluster,
                    multivariateNormal(zeros(columns), identity(columns).times(100)));
            var covariance = m.latent("covariance", cluster, inverseWishart(columns + 2, identity(columns)));
            var z = m.latent("z", row, categorical(weights));
            m.observed("x", row, multivariateNormal(mean.at(z), covariance.at(z)));
        });
    }

    static Example fullExample() {
        return faithful(full("gaussian-mixture", 2, 2), 0.3559, 2.0364, 54.479, 4.2897, 79.968);
    }

    static Example tiedExample() {
        return faithful(tied(2, 2), 0.3592, 2.0462, 54.597, 4.2960, 80.036);
    }

    static Example diagonalExample() {
        return Example.of(diagonal(3, 1))
                .with("x", Tables.GALAXIES.column("velocity"))
                .truth("weights", 0.05, 0.085, 0.878, 0.037)
                .truth("mean", 0.5, 9.710, 21.400, 33.044);
    }

    static Example sphericalExample() {
        return drawn(spherical(2, 2)).truth("scale", 0.35, 1, 1);
    }

    static Example posteriorExample() {
        return drawn(posterior(2, 2)).truth("covariance", 0.9, 1, 0, 0, 1, 1, 0, 0, 1);
    }

    /** With the maximum of the likelihood that mclust and scikit-learn find. */
    private static Example faithful(Model model, double weight, double... mean) {
        return Example.of(model)
                .with("x", Tables.OLD_FAITHFUL.columns("eruptions", "waiting"))
                .truth("weights", 0.02, weight, 1 - weight)
                .truth("mean", new double[] {0.05, 0.7, 0.05, 0.7}, mean);
    }

    private static Example drawn(Model model) {
        Draws draws = new Draws(20);
        double[][] x = new double[150][];
        for (int i = 0; i < x.length; i++) {
            x[i] = draws.vectorFrom(normal(i % 3 == 0 ? constant(0, 0) : constant(4, -3), 1));
        }
        return Example.of(model)
                .with("x", x)
                .truth("weights", 0.16, 1 / 3., 2 / 3.)
                .truth("mean", 0.65, 0, 0, 4, -3);
    }
}
