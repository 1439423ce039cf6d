package org.platen.models.observed;

import static org.platen.dsl.distribution.Distributions.gamma;
import static org.platen.dsl.distribution.Distributions.normal;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Normal numbers of unknown mean and spread. */
public final class Gaussian {

    private Gaussian() {}

    /**
     * By maximum likelihood (Bishop 2006, section 2.3.4): the sample mean, and the root of the mean squared deviation.
     *
     * <pre>{@code
     * gaussian: row
     * mean   = parameter, real
     * scale  = parameter, positive
     * x[row] ~ Normal(mean, scale)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val gaussian = model("gaussian") {
     *     val row = plate("row")
     *     val mean by parameter(real())
     *     val scale by parameter(positive())
     *     val x by row.observed(normal(mean, scale))
     * }
     * }</pre>
     */
    public static Model maximumLikelihood() {
        return Model.declare("gaussian", m -> {
            var row = m.plate("row");
            var mean = m.parameter("mean", Space.real());
            var scale = m.parameter("scale", Space.positive());
            m.observed("x", row, normal(mean, scale));
        });
    }

    /**
     * With conjugate priors of mean and precision (Bishop 2006, section 2.3.6): the mean's prior is as good as one observation.
     *
     * <pre>{@code
     * gaussian-posterior: row
     * precision ~ Gamma(1, 1)
     * mean      ~ Normal(0, precision^(-0.5))
     * x[row]    ~ Normal(mean, precision^(-0.5))  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val gaussian = model("gaussian-posterior") {
     *     val row = plate("row")
     *     val precision by latent(gamma(shape = 1, rate = 1))
     *     val mean by latent(normal(0, precision.power(-0.5)))
     *     val x by row.observed(normal(mean, precision.power(-0.5)))
     * }
     * }</pre>
     */
    public static Model posterior() {
        return Model.declare("gaussian-posterior", m -> {
            var row = m.plate("row");
            var precision = m.latent("precision", gamma(1, 1));
            var mean = m.latent("mean", normal(0, precision.power(-0.5)));
            m.observed("x", row, normal(mean, precision.power(-0.5)));
        });
    }

    static Example maximumLikelihoodExample() {
        return Example.of(maximumLikelihood())
                .with("x", data())
                .truth("mean", 0.6, 3)
                .truth("scale", 0.4, 2);
    }

    static Example posteriorExample() {
        return Example.of(posterior()).with("x", data()).truth("mean", 0.6, 3).truth("precision", 0.1, 0.25);
    }

    private static double[] data() {
        return new Draws(1).from(200, normal(3, 2));
    }
}
