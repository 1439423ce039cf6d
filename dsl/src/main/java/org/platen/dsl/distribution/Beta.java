package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ChengBetaSampler;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * Beta distribution; support: between zero and one. Exponential family with T(x) = (log x, log(1 − x)) (Bishop 2006, equation 2.13).
 *
 * @param a above 0
 * @param b above 0; the expectation is a / (a + b)
 */
public record Beta(Expr a, Expr b) implements Univariate, ExponentialFamily, Moments {

    private static final Expr ONE = Expressions.constant(1.0);

    /** @throws org.platen.dsl.shape.ModelException when an argument cannot be positive */
    public Beta {
        Checks.of("Beta").positive("a", a).positive("b", b);
    }

    @Override
    public String family() {
        return "Beta";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("a", a), new Argument("b", b));
    }

    @Override
    public Beta with(List<Expr> arguments) {
        return new Beta(arguments.get(0), arguments.get(1));
    }

    @Override
    public Support support() {
        return Support.UNIT_INTERVAL;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return Cases.unitInterval(
                x,
                inside -> Expressions.xLogY(a.minus(1), inside)
                        .plus(logUpper(inside))
                        .minus(logNormaliser()));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return Draws.insideUnitInterval(
                ChengBetaSampler.of(random, arguments[0], arguments[1]).sample());
    }

    @Override
    public Expr mean() {
        return a.dividedBy(a.plus(b));
    }

    @Override
    public Expr variance() {
        Expr total = a.plus(b);
        return a.dividedBy(total).times(b.dividedBy(total)).dividedBy(total.plus(1));
    }

    @Override
    public List<Expr> naturalParameters() {
        return List.of(a.minus(1), b.minus(1));
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(x.log(), x.negated().log1p());
    }

    @Override
    public Expr logNormaliser() {
        return Expressions.logBeta(a, b);
    }

    /** (b − 1) log(1 − x), exact for small x and 0 where both factors are degenerate. */
    private Expr logUpper(Expr x) {
        return Cases.choose(
                x.lessThan(Expressions.constant(0.5)),
                x,
                Expressions.constant(0.5),
                near -> b.minus(1).times(near.negated().log1p()),
                far -> Expressions.xLogY(b.minus(1), ONE.minus(far)));
    }
}
