package org.platen.models.observed;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.dirichlet;
import static org.platen.dsl.expr.Expressions.constant;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Categories of unknown probabilities. */
public final class Die {

    private Die() {}

    /**
     * By maximum likelihood (Bishop 2006, section 2.2): the share of each side.
     *
     * <pre>{@code
     * categorical: side of 4, row
     * probabilities = parameter on the simplex over side
     * x[row]        ~ Categorical(probabilities)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val die = model("categorical") {
     *     val side = plate("side", sides)
     *     val row = plate("row")
     *     val probabilities by parameter(simplex(side))
     *     val x by row.observed(categorical(probabilities))
     * }
     * }</pre>
     */
    public static Model maximumLikelihood(int sides) {
        return Model.declare("categorical", m -> {
            var side = m.plate("side", sides);
            var row = m.plate("row");
            var probabilities = m.parameter("probabilities", Space.simplex(side));
            m.observed("x", row, categorical(probabilities));
        });
    }

    /**
     * With a uniform prior (Bishop 2006, section 2.2.1): the posterior is Dirichlet(1 + counts).
     *
     * <pre>{@code
     * categorical-posterior: side of 4, row
     * probabilities ~ Dirichlet(ones(side))
     * x[row]        ~ Categorical(probabilities)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val die = model("categorical-posterior") {
     *     val side = plate("side", sides)
     *     val row = plate("row")
     *     val probabilities by latent(dirichlet(side, 1.0))
     *     val x by row.observed(categorical(probabilities))
     * }
     * }</pre>
     */
    public static Model posterior(int sides) {
        return Model.declare("categorical-posterior", m -> {
            var side = m.plate("side", sides);
            var row = m.plate("row");
            var probabilities = m.latent("probabilities", dirichlet(side, 1));
            m.observed("x", row, categorical(probabilities));
        });
    }

    static Example maximumLikelihoodExample() {
        return example(maximumLikelihood(4));
    }

    static Example posteriorExample() {
        return example(posterior(4));
    }

    private static Example example(Model model) {
        double[] probabilities = {0.1, 0.2, 0.3, 0.4};
        return Example.of(model)
                .with("x", new Draws(4).from(300, categorical(constant(probabilities))))
                .truth("probabilities", 0.11, probabilities);
    }
}
