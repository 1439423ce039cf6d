package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/**
 * Von Mises distribution of an angle; support: −π to π radians. Exponential family with T(x) = (cos x, sin x) (Bishop 2006, equation 2.179; Mardia and
 * Jupp 2000, section 3.5.4).
 *
 * @param location mean direction in radians
 * @param concentration 0 or more: 0 is uniform, and large values are Normal with this precision
 */
public record VonMises(Expr location, Expr concentration) implements Univariate, ExponentialFamily {

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    /** @throws org.platen.dsl.shape.ModelException when the concentration is negative */
    public VonMises {
        Checks.of("VonMises").nonNegative("concentration", concentration);
    }

    @Override
    public String family() {
        return "VonMises";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("location", location), new Argument("concentration", concentration));
    }

    @Override
    public VonMises with(List<Expr> arguments) {
        return new VonMises(arguments.get(0), arguments.get(1));
    }

    @Override
    public Support support() {
        return Support.CIRCLE;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Expr outside = Expressions.constant(Math.PI).lessThan(x.apply(UnaryFunction.ABS));
        return Cases.except(outside, Double.NEGATIVE_INFINITY, x, Expressions.constant(0.0), angle -> {
            Expr halfChord = angle.minus(location).times(0.5).apply(UnaryFunction.SIN);
            return halfChord
                    .squared()
                    .times(concentration)
                    .times(-2)
                    .minus(Logarithms.logScaledBesselI0(concentration))
                    .minus(LOG_TWO_PI);
        });
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return VonMisesDraw.draw(random, arguments[0], arguments[1]);
    }

    @Override
    public List<Expr> naturalParameters() {
        return List.of(
                concentration.times(location.apply(UnaryFunction.COS)),
                concentration.times(location.apply(UnaryFunction.SIN)));
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(x.apply(UnaryFunction.COS), x.apply(UnaryFunction.SIN));
    }

    @Override
    public Expr logNormaliser() {
        return concentration.apply(UnaryFunction.LOG_BESSEL_I0).plus(LOG_TWO_PI);
    }
}
