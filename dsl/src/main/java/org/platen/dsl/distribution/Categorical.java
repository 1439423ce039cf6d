package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Element;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/**
 * One of {@code size} categories, counted from 0; support: the entries of the argument's vector, and so the plate that labels them.
 *
 * @param parameterisation what the vector holds
 * @param vector probabilities that sum to one, or logits (unnormalised log probabilities)
 */
public record Categorical(Parameterisation parameterisation, Expr vector) implements Distribution {

    /** What the argument of a discrete family holds. */
    public enum Parameterisation {
        /** Probabilities. */
        PROBABILITIES,
        /** Log odds, or unnormalised log probabilities. */
        LOGITS
    }

    /** @throws org.platen.dsl.shape.ModelException when the argument is no vector, or a constant with negative entries or another sum than 1 */
    public Categorical {
        Checks checks = Checks.of("Categorical").vector("the argument", vector);
        if (parameterisation == Parameterisation.PROBABILITIES) {
            checks.within("probabilities", vector, 0, 1).sumsToOne("probabilities", vector);
        }
    }

    @Override
    public String family() {
        return "Categorical";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument(parameterisation == Parameterisation.LOGITS ? "logits" : "probabilities", vector));
    }

    @Override
    public Categorical with(List<Expr> arguments) {
        return new Categorical(parameterisation, arguments.get(0));
    }

    @Override
    public Support support() {
        return Support.category(dim());
    }

    @Override
    public Shape eventShape() {
        return Shape.SCALAR;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return new Element(logProbabilities(), x);
    }

    /** The log probability of each category. */
    public Expr logProbabilities() {
        return parameterisation == Parameterisation.LOGITS ? Expressions.logSoftmax(vector) : vector.log();
    }

    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        return new double[] {Draws.category(random, Draws.probabilities(parameterisation, arguments.get(0)))};
    }

    private Dim dim() {
        return vector.shape().dim(0);
    }

}
