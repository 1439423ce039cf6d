package org.platen.dsl.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.ModelException;

/**
 * Counts with additional zeros: 0 with probability {@code zeroProbability}, else a draw of {@code counts} (Lambert 1992, equation 1).
 *
 * @param zeroProbability probability of an additional zero
 * @param counts a family of counts that may be 0 itself
 */
public record ZeroInflated(Expr zeroProbability, Univariate counts) implements Univariate {

    /** @throws ModelException when the family is not of counts, or the probability cannot lie between 0 and 1 */
    public ZeroInflated {
        ModelException.require(
                counts.support() instanceof Support.Integers integers && integers.lower() == 0,
                "ZeroInflated: counts from 0 are expected, found %s with support %s",
                counts.family(),
                counts.support());
        Checks.of("ZeroInflated").within("zeroProbability", zeroProbability, 0, 1);
    }

    @Override
    public String family() {
        return "ZeroInflated" + counts.family();
    }

    @Override
    public String describe() {
        return "ZeroInflated(" + zeroProbability + ", " + counts.describe() + ")";
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> all = new ArrayList<>();
        all.add(new Argument("zeroProbability", zeroProbability));
        all.addAll(counts.arguments());
        return all;
    }

    @Override
    public ZeroInflated with(List<Expr> arguments) {
        return new ZeroInflated(arguments.get(0), (Univariate) counts.with(arguments.subList(1, arguments.size())));
    }

    @Override
    public Support support() {
        return counts.support();
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Expr drawn = zeroProbability.negated().log1p().plus(counts.elementwiseLogDensity(x));
        Expr isZero = x.apply(BinaryFunction.EQUAL, Expressions.constant(0.0));
        return Expressions.where(isZero, zeroProbability.log().apply(BinaryFunction.LOG_ADD_EXP, drawn), drawn);
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return random.nextDouble() < arguments[0]
                ? 0
                : counts.draw(random, Arrays.copyOfRange(arguments, 1, arguments.length));
    }
}
