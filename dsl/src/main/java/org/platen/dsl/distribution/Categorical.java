package org.platen.dsl.distribution;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Element;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * One of {@code size} categories, counted from 0; support: the entries of the argument's vector, and so the plate that labels them. Exponential family with
 * T(x) the indicator of each category (Bishop 2006, equation 2.26).
 *
 * @param parameterisation what the vector holds
 * @param vector probabilities that sum to one, or logits (unnormalised log probabilities)
 */
public record Categorical(Parameterisation parameterisation, Expr vector) implements ExponentialFamily {

    /** @throws ModelException when the argument is no vector, or a constant with negative entries or another sum than 1 */
    public Categorical {
        Checks.of("Categorical").categories(parameterisation, vector);
    }

    @Override
    public String family() {
        return "Categorical";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument(parameterisation.several(), vector));
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

    /** @throws ModelException when {@code x} is a constant that is no category; a variable must hold categories, which is checked when data are bound */
    @Override
    public Expr elementwiseLogDensity(Expr x) {
        if (x instanceof Constant constant) {
            for (double value : constant.values()) {
                ModelException.require(
                        value >= 0 && value < dim().size() && value == Math.rint(value),
                        "Categorical: a value must be a category from 0 to %d, found %s",
                        dim().size() - 1,
                        x);
            }
        }
        return new Element(logProbabilities(), x);
    }

    /** The log probability of each category. */
    public Expr logProbabilities() {
        return parameterisation.logProbabilities(vector);
    }

    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        return new double[] {Draws.category(random, Draws.probabilities(parameterisation, arguments.get(0)))};
    }

    @Override
    public List<Expr> naturalParameters() {
        return List.of(parameterisation == Parameterisation.LOGITS ? vector : vector.log());
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        double[] categories = IntStream.range(0, dim().size()).asDoubleStream().toArray();
        return List.of(x.apply(BinaryFunction.EQUAL, new Constant(categories, Set.of(), vector.shape())));
    }

    @Override
    public Expr logNormaliser() {
        return parameterisation.logTotal(vector);
    }

    private Dim dim() {
        return vector.shape().dim(0);
    }
}
