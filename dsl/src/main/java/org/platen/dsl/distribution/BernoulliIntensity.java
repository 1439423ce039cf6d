package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * Bernoulli distribution whose data may be intensities x between 0 and 1, each counted as the share x of a success and 1 − x of a failure: the log density is the
 * cross-entropy x log p + (1 − x) log(1 − p), as image models are usually trained with. Between 0 and 1 it is no normalised density (Loaiza-Ganem and Cunningham
 * 2019); of zeros and ones it is {@link Bernoulli}. Draws are zeros and ones.
 *
 * @param parameterisation what {@code success} holds
 * @param success probability of 1, or its log odds
 */
public record BernoulliIntensity(Parameterisation parameterisation, Expr success) implements Univariate, Moments {

    /** @throws org.platen.dsl.shape.ModelException when a probability cannot lie between 0 and 1 */
    public BernoulliIntensity {
        Checks.of("BernoulliIntensity").success(parameterisation, success);
    }

    @Override
    public String family() {
        return "BernoulliIntensity";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument(parameterisation.single(), success));
    }

    @Override
    public BernoulliIntensity with(List<Expr> arguments) {
        return new BernoulliIntensity(parameterisation, arguments.get(0));
    }

    @Override
    public Support support() {
        return Support.UNIT_INTERVAL;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        if (parameterisation == Parameterisation.LOGITS) {
            return x.times(success).minus(Expressions.softplus(success));
        }
        return Expressions.xLogY(x, success)
                .plus(Expressions.xLogY(x.negated().plus(1), success.negated().plus(1)));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return random.nextDouble() < Draws.probability(parameterisation, arguments[0]) ? 1 : 0;
    }

    @Override
    public Expr mean() {
        return parameterisation.probability(success);
    }

    @Override
    public Expr variance() {
        return mean().times(mean().negated().plus(1));
    }
}
