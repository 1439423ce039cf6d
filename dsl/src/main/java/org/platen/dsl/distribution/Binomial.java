package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * Binomial distribution: the number of successes among {@code trials}. Exponential family with T(x) = x, the log odds as natural parameter and known trials
 * (Bishop 2006, equation 2.9).
 *
 * @param trials whole number, 0 or more
 * @param parameterisation what {@code success} holds
 * @param success probability of a success in one trial, or its log odds
 */
public record Binomial(Expr trials, Parameterisation parameterisation, Expr success)
        implements Univariate, ExponentialFamily, Moments {

    /** @throws org.platen.dsl.shape.ModelException when the trials cannot be a count or a probability cannot lie between 0 and 1 */
    public Binomial {
        Checks.of("Binomial")
                .nonNegative("trials", trials)
                .integer("trials", trials)
                .success(parameterisation, success);
    }

    @Override
    public String family() {
        return "Binomial";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("trials", trials), new Argument(parameterisation.single(), success));
    }

    @Override
    public Binomial with(List<Expr> arguments) {
        return new Binomial(arguments.get(0), parameterisation, arguments.get(1));
    }

    /** 0 to the largest number of trials, as far as that is known at declaration. */
    @Override
    public Support support() {
        double most = Bounds.of(trials).upper();
        return most < Integer.MAX_VALUE ? new Support.Integers(0, (int) most, null) : Support.COUNT;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Expr inside = Counts.isCount(x).times(x.apply(BinaryFunction.LESS_OR_EQUAL, trials));
        Expr successes = Counts.safe(inside, x);
        Expr logMass = Counts.logChoose(trials, successes)
                .plus(Counts.times(successes, parameterisation.logSuccess(success)))
                .plus(Counts.times(trials.minus(successes), parameterisation.logFailure(success)));
        return Counts.logMass(inside, logMass);
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return Draws.binomial(random, arguments[0], Draws.probability(parameterisation, arguments[1]));
    }

    @Override
    public Expr mean() {
        return trials.times(parameterisation.probability(success));
    }

    @Override
    public Expr variance() {
        return mean().times(Expressions.constant(1.0).minus(parameterisation.probability(success)));
    }

    @Override
    public List<Expr> naturalParameters() {
        return List.of(parameterisation.logOdds(success));
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(x);
    }

    @Override
    public Expr logNormaliser() {
        return trials.times(parameterisation.logFailure(success)).negated();
    }

    @Override
    public Expr logBaseMeasure(Expr x) {
        return Counts.logChoose(trials, x);
    }
}
