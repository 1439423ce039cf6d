package org.platen.dsl.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/**
 * A family restricted to an interval: its density there, divided by its probability of the interval. That probability is a difference of distribution
 * functions below the median and of survival functions above it, so that both tails keep their digits.
 *
 * @param lower lower end; −∞ for none
 * @param upper upper end; ∞ for none
 * @param base what is restricted
 */
public record Truncated(Expr lower, Expr upper, Cumulative base) implements Univariate {

    /** @throws org.platen.dsl.shape.ModelException when the lower end cannot be below the upper end */
    public Truncated {
        Checks.of("Truncated").less("lower", lower, "upper", upper);
    }

    @Override
    public String family() {
        return "Truncated" + base.family();
    }

    @Override
    public String describe() {
        return "Truncated(" + base.describe() + ", " + lower + ", " + upper + ")";
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> all = new ArrayList<>();
        all.add(new Argument("lower", lower));
        all.add(new Argument("upper", upper));
        all.addAll(base.arguments());
        return all;
    }

    @Override
    public Truncated with(List<Expr> arguments) {
        Cumulative changed = (Cumulative) base.with(arguments.subList(2, arguments.size()));
        return new Truncated(arguments.get(0), arguments.get(1), changed);
    }

    /** The least interval known at declaration; ends that vary may leave a part of it without density. */
    @Override
    public Support support() {
        Bounds whole = base.support().bounds();
        return new Support.Interval(
                Math.max(whole.lower(), Bounds.of(lower).lower()),
                Math.min(whole.upper(), Bounds.of(upper).upper()));
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Expr inside = lower.apply(BinaryFunction.LESS_OR_EQUAL, x).times(x.apply(BinaryFunction.LESS_OR_EQUAL, upper));
        return Counts.logMass(inside, base.elementwiseLogDensity(x).minus(logMass()));
    }

    /** The log probability of the interval. */
    private Expr logMass() {
        if (isAll(upper, Double.POSITIVE_INFINITY)) {
            return isAll(lower, Double.NEGATIVE_INFINITY) ? Expressions.constant(0.0) : base.logSurvival(lower);
        }
        if (isAll(lower, Double.NEGATIVE_INFINITY)) {
            return base.logCdf(upper);
        }
        Expr cdf = base.logCdf(lower);
        Expr survival = base.logSurvival(lower);
        Expr aboveMedian = survival.lessThan(cdf);
        Expr larger = Expressions.where(aboveMedian, survival, base.logCdf(upper));
        Expr smaller = Expressions.where(aboveMedian, base.logSurvival(upper), cdf);
        return larger.plus(larger.minus(smaller).apply(UnaryFunction.LOG1M_EXP_NEG));
    }

    /** By the quantile function, counted from the nearer tail; an end whose tail is below the smallest double is returned itself. */
    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        double low = arguments[0];
        double high = arguments[1];
        double[] own = Arrays.copyOfRange(arguments, 2, arguments.length);
        double position = Draws.uniform(random);
        double drawn;
        if (base.survival(low, own) < base.cdf(low, own)) {
            double least = base.survival(high, own);
            double p = least + position * (base.survival(low, own) - least);
            drawn = p == 0 ? low : base.upperQuantile(p, own);
        } else {
            double least = base.cdf(low, own);
            double p = least + position * (base.cdf(high, own) - least);
            drawn = p == 0 ? high : base.quantile(p, own);
        }
        return Math.min(Math.max(drawn, low), high);
    }

    private static boolean isAll(Expr end, double value) {
        return end instanceof Constant constant && constant.isAll(value);
    }
}
