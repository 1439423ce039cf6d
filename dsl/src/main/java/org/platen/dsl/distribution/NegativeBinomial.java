package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * Negative binomial distribution by its mean μ and concentration φ: a Poisson whose rate is Gamma with shape φ and mean μ, so that the variance is
 * μ + μ²/φ; support: counts. It tends to Poisson(μ) as φ grows (Stan Functions Reference, {@code neg_binomial_2}).
 *
 * @param mean expectation, above 0
 * @param concentration φ, above 0: the number of successes waited for, where it is whole
 */
public record NegativeBinomial(Expr mean, Expr concentration) implements Univariate, Moments {

    /** @throws org.platen.dsl.shape.ModelException when an argument cannot be positive */
    public NegativeBinomial {
        Checks.of("NegativeBinomial").positive("mean", mean).positive("concentration", concentration);
    }

    @Override
    public String family() {
        return "NegativeBinomial";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("mean", mean), new Argument("concentration", concentration));
    }

    @Override
    public NegativeBinomial with(List<Expr> arguments) {
        return new NegativeBinomial(arguments.get(0), arguments.get(1));
    }

    @Override
    public Support support() {
        return Support.COUNT;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Expr inside = Counts.isCount(x);
        Expr count = Counts.safe(inside, x);
        Expr logFailure = concentration.dividedBy(mean).log1p().negated();
        Expr logSuccess = mean.dividedBy(concentration).log1p().negated();
        Expr logMass = Expressions.logRising(concentration, count)
                .minus(Counts.logFactorial(count))
                .plus(concentration.times(logSuccess))
                .plus(Counts.times(count, logFailure));
        return Counts.logMass(inside, logMass);
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return Draws.poisson(random, Draws.gamma(random, arguments[1]) * (arguments[0] / arguments[1]));
    }

    @Override
    public Expr variance() {
        return mean.plus(mean.squared().dividedBy(concentration));
    }
}
