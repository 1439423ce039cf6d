package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * Geometric distribution: the number of failures before the first success; support: counts. Exponential family with T(x) = x (Johnson, Kemp and Kotz 2005,
 * equation 5.8).
 *
 * @param probability of a success, above 0
 */
public record Geometric(Expr probability) implements Univariate, ExponentialFamily, Moments {

    /** @throws org.platen.dsl.shape.ModelException when the probability cannot lie above 0 and up to 1 */
    public Geometric {
        Checks.of("Geometric").positive("probability", probability).within("probability", probability, 0, 1);
    }

    @Override
    public String family() {
        return "Geometric";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("probability", probability));
    }

    @Override
    public Geometric with(List<Expr> arguments) {
        return new Geometric(arguments.get(0));
    }

    @Override
    public Support support() {
        return Support.COUNT;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Expr inside = Counts.isCount(x);
        return Counts.logMass(inside, probability.log().plus(Counts.times(Counts.safe(inside, x), logFailure())));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        // An exponential time, counted in whole steps of the log probability of a failure: no table, no largest count.
        return arguments[0] == 1 ? 0 : Math.floor(Draws.exponential(random) / -Math.log1p(-arguments[0]));
    }

    @Override
    public Expr mean() {
        return Expressions.constant(1.0).minus(probability).dividedBy(probability);
    }

    @Override
    public Expr variance() {
        return mean().dividedBy(probability);
    }

    @Override
    public List<Expr> naturalParameters() {
        return List.of(logFailure());
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(x);
    }

    @Override
    public Expr logNormaliser() {
        return probability.log().negated();
    }

    private Expr logFailure() {
        return probability.negated().log1p();
    }
}
