package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/**
 * Kumaraswamy distribution: x<sup>a</sup> is Beta(1, b); support: between zero and one. Its closed-form quantiles make it a stand-in for Beta where draws
 * must be differentiable (Jones 2009).
 *
 * @param a above 0
 * @param b above 0
 */
public record Kumaraswamy(Expr a, Expr b) implements Cumulative, Moments {

    private static final Expr LOG_TWO = Expressions.constant(Math.log(2));
    private static final Expr LOG_NEGLIGIBLE = Expressions.constant(40.0);

    /** @throws org.platen.dsl.shape.ModelException when an argument cannot be positive */
    public Kumaraswamy {
        Checks.of("Kumaraswamy").positive("a", a).positive("b", b);
    }

    @Override
    public String family() {
        return "Kumaraswamy";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("a", a), new Argument("b", b));
    }

    @Override
    public Kumaraswamy with(List<Expr> arguments) {
        return new Kumaraswamy(arguments.get(0), arguments.get(1));
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
                        .plus(logUpper(inside.log().times(a).negated()))
                        .plus(a.log())
                        .plus(b.log()));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return Draws.insideUnitInterval(quantile(Draws.uniform(random), arguments));
    }

    @Override
    public Expr mean() {
        return moment(1);
    }

    @Override
    public Expr variance() {
        return moment(2).minus(moment(1).squared());
    }

    @Override
    public Expr logCdf(Expr x) {
        return Cases.openUnitInterval(
                x,
                Double.NEGATIVE_INFINITY,
                0,
                inside -> Cases.choose(
                        LOG_NEGLIGIBLE.lessThan(inside.log().times(a).negated()),
                        inside.log().times(a).negated(),
                        LOG_NEGLIGIBLE,
                        tiny -> Logarithms.log1mExpNegExp(b.log().minus(tiny)),
                        u -> u.apply(UnaryFunction.LOG1M_EXP_NEG)
                                .times(b)
                                .negated()
                                .apply(UnaryFunction.LOG1M_EXP_NEG)));
    }

    @Override
    public Expr logSurvival(Expr x) {
        return Cases.openUnitInterval(
                x,
                0,
                Double.NEGATIVE_INFINITY,
                inside -> inside.log()
                        .times(a)
                        .negated()
                        .apply(UnaryFunction.LOG1M_EXP_NEG)
                        .times(b));
    }

    @Override
    public double cdf(double x, double... arguments) {
        return -Math.expm1(arguments[1] * logNotPower(x, arguments[0]));
    }

    @Override
    public double survival(double x, double... arguments) {
        return Math.exp(arguments[1] * logNotPower(x, arguments[0]));
    }

    @Override
    public double quantile(double p, double... arguments) {
        return Math.pow(-Math.expm1(Math.log1p(-p) / arguments[1]), 1 / arguments[0]);
    }

    @Override
    public double upperQuantile(double p, double... arguments) {
        return Math.pow(-Math.expm1(Math.log(p) / arguments[1]), 1 / arguments[0]);
    }

    /** E xⁿ = b B(1 + n/a, b). */
    private Expr moment(int n) {
        return Expressions.logBeta(a.apply(UnaryFunction.RECIPROCAL).times(n).plus(1), b)
                .exp()
                .times(b);
    }

    /** (b − 1) log(1 − e⁻ᵘ) with u = −a log x, 0 where both factors are degenerate. */
    private Expr logUpper(Expr u) {
        return Cases.choose(
                u.lessThan(LOG_TWO),
                u,
                LOG_TWO,
                small -> Expressions.xLogY(
                        b.minus(1), small.negated().apply(UnaryFunction.EXPM1).negated()),
                large -> b.minus(1).times(large.negated().exp().negated().log1p()));
    }

    /** log(1 − xᵃ). */
    private static double logNotPower(double x, double a) {
        double u = a * Math.log(Math.min(Math.max(x, 0), 1));
        return u > -0.5 ? Math.log(-Math.expm1(u)) : Math.log1p(-Math.exp(u));
    }
}
