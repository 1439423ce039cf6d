package org.platen.models.mixture;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.multivariateStudentT;
import static org.platen.dsl.expr.Expressions.constant;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Clusters with outliers. */
public final class StudentMixture {

    private StudentMixture() {}

    /**
     * Mixture of multivariate Student t distributions by maximum likelihood (Peel and McLachlan 2000, "Robust mixture modelling using the t distribution",
     * section 3).
     *
     * <pre>{@code
     * student-t-mixture: cluster of 2, row
     * weights           = parameter on the simplex over cluster
     * location[cluster] = parameter, real vector of 2
     * scale[cluster]    = parameter, positive definite 2 × 2
     * z[row]            ~ Categorical(weights)
     * x[row]            ~ MultivariateStudentT(4, location[z], scale[z])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val mixture = model("student-t-mixture") {
     *     val cluster = plate("cluster", clusters)
     *     val row = plate("row")
     *     val weights by parameter(simplex(cluster))
     *     val location by cluster.parameter(real(columns))
     *     val scale by cluster.parameter(positiveDefinite(columns))
     *     val z by row.latent(categorical(weights))
     *     val x by row.observed(multivariateStudentT(freedom, location[z], scale[z]))
     * }
     * }</pre>
     *
     * @param clusters number of components
     * @param columns number of entries of {@code x}
     * @param freedom degrees of freedom, the same for all clusters
     */
    public static Model of(int clusters, int columns, double freedom) {
        return Model.declare("student-t-mixture", m -> {
            var cluster = m.plate("cluster", clusters);
            var row = m.plate("row");
            var weights = m.parameter("weights", Space.simplex(cluster));
            var location = m.parameter("location", cluster, Space.real(columns));
            var scale = m.parameter("scale", cluster, Space.positiveDefinite(columns));
            var z = m.latent("z", row, categorical(weights));
            m.observed("x", row, multivariateStudentT(freedom, location.at(z), scale.at(z)));
        });
    }

    static Example example() {
        Draws draws = new Draws(22);
        double[][] location = {{0, 0}, {5, 3}};
        double[][] unit = {{1, 0}, {0, 1}};
        double[][] x = new double[300][];
        for (int i = 0; i < x.length; i++) {
            x[i] = draws.vectorFrom(multivariateStudentT(4, constant(location[i % 3 == 0 ? 0 : 1]), constant(unit)));
        }
        return Example.of(of(2, 2, 4))
                .with("x", x)
                .truth("weights", 0.13, 1 / 3., 2 / 3.)
                .truth("location", 0.6, 0, 0, 5, 3)
                .truth("scale", 0.9, 1, 0, 0, 1, 1, 0, 0, 1);
    }
}
