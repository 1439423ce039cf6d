package org.platen.models.observed;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.normal;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.data.Tables;
import org.platen.models.zoo.Example;

/** Features that are independent given a class. */
public final class NaiveBayes {

    private NaiveBayes() {}

    /**
     * Gaussian naive Bayes (Bishop 2006, section 8.2.2) by maximum likelihood. A species that is NaN is summed out: a fitted model says what it is by its
     * responsibilities.
     *
     * <pre>{@code
     * naive-bayes: kind of 3, row
     * weights      = parameter on the simplex over kind
     * mean[kind]   = parameter, real vector of 4
     * scale[kind]  = parameter, positive vector of 4
     * species[row] ~ Categorical(weights)  (observed)
     * x[row]       ~ Normal(mean[species], scale[species])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val flowers = model("naive-bayes") {
     *     val kind = plate("kind", kinds)
     *     val row = plate("row")
     *     val weights by parameter(simplex(kind))
     *     val mean by kind.parameter(real(columns))
     *     val scale by kind.parameter(positive(columns))
     *     val species by row.observed(categorical(weights))
     *     val x by row.observed(normal(mean[species], scale[species]))
     * }
     * }</pre>
     *
     * @param kinds number of classes
     * @param columns number of entries of the features {@code x}
     */
    public static Model gaussian(int kinds, int columns) {
        return Model.declare("naive-bayes", m -> {
            var kind = m.plate("kind", kinds);
            var row = m.plate("row");
            var weights = m.parameter("weights", Space.simplex(kind));
            var mean = m.parameter("mean", kind, Space.real(columns));
            var scale = m.parameter("scale", kind, Space.positive(columns));
            var species = m.observed("species", row, categorical(weights));
            m.observed("x", row, normal(mean.at(species), scale.at(species)));
        });
    }

    static Example gaussianExample() {
        return Example.of(gaussian(3, 4))
                .with("species", Tables.IRIS.column("species"))
                .with("x", Tables.IRIS.columns("sepal_length", "sepal_width", "petal_length", "petal_width"))
                .truth("weights", 0.05, 1 / 3., 1 / 3., 1 / 3.)
                .truth("mean", 0.1, 5.006, 3.428, 1.462, 0.246, 5.936, 2.770, 4.260, 1.326, 6.588, 2.974, 5.552, 2.026);
    }
}
