package org.platen.dsl.model;

import org.platen.dsl.distribution.LocationScale;
import org.platen.dsl.shape.ModelException;

/** What is checked when a variable is to be non-centred. */
final class NonCentredChecks {

    private NonCentredChecks() {}

    static void check(RandomVariable variable) {
        String name = variable.name();
        ModelException.require(
                !variable.isObserved(),
                "'%s' is observed, so it cannot be non-centred: only what is inferred can",
                name);
        ModelException.require(
                !(variable.distribution() instanceof Markov),
                "'%s' is a Markov chain, which cannot be non-centred: the location of each of its values is made of the value before. Declare independent"
                        + " innovations, and what they add up to as a deterministic variable.",
                name);
        ModelException.require(
                variable.distribution() instanceof LocationScale,
                "'%s' cannot be non-centred: %s has no location and scale. Normal, LogNormal, StudentT, Cauchy, Laplace, Logistic, MultivariateNormal and"
                        + " MultivariateStudentT have.",
                name,
                variable.distribution().family());
    }
}
