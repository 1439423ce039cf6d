package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.Reduction;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/**
 * One category as a vector: a single one among zeros. Exponential family with T(x) = x (Bishop 2006, equation 2.26).
 *
 * @param parameterisation what the vector holds
 * @param vector probabilities that sum to one, or logits (unnormalised log probabilities)
 */
public record OneHotCategorical(Parameterisation parameterisation, Expr vector) implements ExponentialFamily, Moments {

    /** @throws org.platen.dsl.shape.ModelException when the argument is no vector, or a constant with negative entries or another sum than 1 */
    public OneHotCategorical {
        Checks.of("OneHotCategorical").categories(parameterisation, vector);
    }

    @Override
    public String family() {
        return "OneHotCategorical";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument(parameterisation.several(), vector));
    }

    @Override
    public OneHotCategorical with(List<Expr> arguments) {
        return new OneHotCategorical(parameterisation, arguments.get(0));
    }

    @Override
    public Support support() {
        return new Support.OneHot(dim());
    }

    @Override
    public Shape eventShape() {
        return vector.shape();
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        // A largest entry of 1 that is also the sum of all magnitudes leaves zeros elsewhere.
        Expr one = Expressions.constant(1.0);
        Expr inside = x.reduce(Reduction.MAXIMUM, 0)
                .apply(BinaryFunction.EQUAL, one)
                .times(Expressions.abs(x).sum().apply(BinaryFunction.EQUAL, one));
        return Counts.logMass(
                inside,
                Counts.times(Counts.safe(inside, x), parameterisation.logProbabilities(vector))
                        .sum());
    }

    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        double[] oneHot = new double[dim().size()];
        oneHot[Draws.category(random, Draws.probabilities(parameterisation, arguments.get(0)))] = 1;
        return oneHot;
    }

    @Override
    public Expr mean() {
        return parameterisation.probabilities(vector);
    }

    @Override
    public Expr variance() {
        return mean().times(Expressions.constant(1.0).minus(mean()));
    }

    @Override
    public List<Expr> naturalParameters() {
        return List.of(parameterisation == Parameterisation.LOGITS ? vector : vector.log());
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(x);
    }

    @Override
    public Expr logNormaliser() {
        return parameterisation.logTotal(vector);
    }

    private Dim dim() {
        return vector.shape().dim(0);
    }
}
