package org.platen.models.observed;

import static org.platen.dsl.distribution.Distributions.bernoulli;
import static org.platen.dsl.distribution.Distributions.beta;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Successes and failures of unknown probability. */
public final class Coin {

    private Coin() {}

    /**
     * By maximum likelihood (Bishop 2006, section 2.1): the share of successes.
     *
     * <pre>{@code
     * bernoulli: row
     * probability = parameter, between 0 and 1
     * x[row]      ~ Bernoulli(probability)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val coin = model("bernoulli") {
     *     val row = plate("row")
     *     val probability by parameter(unitInterval())
     *     val x by row.observed(bernoulli(probability))
     * }
     * }</pre>
     */
    public static Model maximumLikelihood() {
        return Model.declare("bernoulli", m -> {
            var row = m.plate("row");
            var probability = m.parameter("probability", Space.unitInterval());
            m.observed("x", row, bernoulli(probability));
        });
    }

    /**
     * With a uniform prior (Bayes 1763; Bishop 2006, section 2.1.1): the posterior is Beta(1 + successes, 1 + failures).
     *
     * <pre>{@code
     * bernoulli-posterior: row
     * probability ~ Beta(1, 1)
     * x[row]      ~ Bernoulli(probability)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val coin = model("bernoulli-posterior") {
     *     val row = plate("row")
     *     val probability by latent(beta(1, 1))
     *     val x by row.observed(bernoulli(probability))
     * }
     * }</pre>
     */
    public static Model posterior() {
        return Model.declare("bernoulli-posterior", m -> {
            var row = m.plate("row");
            var probability = m.latent("probability", beta(1, 1));
            m.observed("x", row, bernoulli(probability));
        });
    }

    static Example maximumLikelihoodExample() {
        return Example.of(maximumLikelihood()).with("x", data()).truth("probability", 0.15, 0.3);
    }

    static Example posteriorExample() {
        return Example.of(posterior()).with("x", data()).truth("probability", 0.15, 0.3);
    }

    private static double[] data() {
        return new Draws(3).from(150, bernoulli(0.3));
    }
}
