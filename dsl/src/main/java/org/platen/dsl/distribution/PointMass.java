package org.platen.dsl.distribution;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * All probability at one value. It has a mass, not a density: log mass 0 at the value and −∞ elsewhere.
 *
 * @param value of any event shape
 */
public record PointMass(Expr value) implements Univariate, Moments {

    @Override
    public String family() {
        return "PointMass";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("value", value));
    }

    @Override
    public PointMass with(List<Expr> arguments) {
        return new PointMass(arguments.get(0));
    }

    /** What is known of the value at declaration: whole numbers for constants that are such, else the interval around it. */
    @Override
    public Support support() {
        Bounds bounds = Bounds.of(value);
        return value instanceof Constant constant
                        && Arrays.stream(constant.values()).allMatch(PointMass::isInteger)
                ? new Support.Integers((int) bounds.lower(), (int) bounds.upper(), null)
                : new Support.Interval(bounds.lower(), bounds.upper());
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Expr isValue = x.apply(BinaryFunction.EQUAL, value);
        return Expressions.where(isValue, Expressions.constant(0.0), Expressions.constant(Double.NEGATIVE_INFINITY));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return arguments[0];
    }

    @Override
    public Expr mean() {
        return value;
    }

    @Override
    public Expr variance() {
        return Expressions.zeros(eventShape().sizes());
    }

    private static boolean isInteger(double value) {
        return value == (int) value;
    }
}
