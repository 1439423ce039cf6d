package org.platen.inference.em.rule;

import java.util.List;

/** The closed-form M-steps, in the order in which they are tried. */
public final class Rules {

    private Rules() {}

    /** All rules. */
    public static List<Rule> all() {
        return List.of(
                new Probabilities(),
                new NormalMean(),
                new VectorMean(),
                new RegressionCoefficients(),
                new NormalSpread(),
                new Covariance(),
                RatioRule.probability(),
                RatioRule.rate());
    }
}
