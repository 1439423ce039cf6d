package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * Bernoulli distribution: 1 for a success, 0 for a failure. Exponential family with T(x) = x and the log odds as natural parameter (Bishop 2006, equations
 * 2.2 and 2.196).
 *
 * @param parameterisation what {@code success} holds
 * @param success probability of 1, or its log odds
 */
public record Bernoulli(Parameterisation parameterisation, Expr success)
        implements Univariate, ExponentialFamily, Moments {

    /** @throws org.platen.dsl.shape.ModelException when a probability cannot lie between 0 and 1 */
    public Bernoulli {
        Checks.of("Bernoulli").success(parameterisation, success);
    }

    @Override
    public String family() {
        return "Bernoulli";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument(parameterisation.single(), success));
    }

    @Override
    public Bernoulli with(List<Expr> arguments) {
        return new Bernoulli(parameterisation, arguments.get(0));
    }

    @Override
    public Support support() {
        return Support.BOOLEAN;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Expr isOne = x.apply(BinaryFunction.EQUAL, Expressions.constant(1.0));
        Expr isZero = x.apply(BinaryFunction.EQUAL, Expressions.constant(0.0));
        if (parameterisation == Parameterisation.LOGITS) {
            Expr oddsAgainst =
                    success.times(Expressions.where(isOne, Expressions.constant(-1.0), Expressions.constant(1.0)));
            return Counts.logMass(
                    isOne.plus(isZero), Expressions.softplus(oddsAgainst).negated());
        }
        return Expressions.where(
                isOne,
                parameterisation.logSuccess(success),
                Counts.logMass(isZero, parameterisation.logFailure(success)));
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
        return mean().times(Expressions.constant(1.0).minus(mean()));
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
        return parameterisation.logFailure(success).negated();
    }
}
