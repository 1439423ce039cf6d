package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/**
 * Multinomial distribution: how often each category came up in {@code trials}; support: vectors of counts with that sum. Exponential family with T(x) = x and
 * known trials (Bishop 2006, equation 2.34).
 *
 * @param trials whole number, 0 or more
 * @param parameterisation what the vector holds
 * @param vector probabilities that sum to one, or logits (unnormalised log probabilities)
 */
public record Multinomial(Expr trials, Parameterisation parameterisation, Expr vector)
        implements ExponentialFamily, Moments {

    /** @throws org.platen.dsl.shape.ModelException when the trials cannot be a count, or the vector cannot be probabilities */
    public Multinomial {
        Checks.of("Multinomial")
                .scalar("trials", trials)
                .nonNegative("trials", trials)
                .integer("trials", trials)
                .categories(parameterisation, vector);
    }

    @Override
    public String family() {
        return "Multinomial";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("trials", trials), new Argument(parameterisation.several(), vector));
    }

    @Override
    public Multinomial with(List<Expr> arguments) {
        return new Multinomial(arguments.get(0), parameterisation, arguments.get(1));
    }

    @Override
    public Support support() {
        return new Support.CountVector(dim());
    }

    @Override
    public Shape eventShape() {
        return vector.shape();
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Expr allCounts = Counts.isCount(x).sum().apply(BinaryFunction.EQUAL, Expressions.constant(dim().size()));
        Expr inside = allCounts.times(x.sum().apply(BinaryFunction.EQUAL, trials));
        Expr counts = Counts.safe(inside, x);
        Expr logMass = logBaseMeasure(counts)
                .plus(Counts.times(counts, parameterisation.logProbabilities(vector))
                        .sum());
        return Counts.logMass(inside, logMass);
    }

    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        double[] probabilities = Draws.probabilities(parameterisation, arguments.get(1));
        double trialsLeft = arguments.get(0)[0];
        double[] counts = new double[probabilities.length];
        double[] tails = new double[probabilities.length + 1];
        for (int i = counts.length - 1; i >= 0; i--) {
            tails[i] = tails[i + 1] + probabilities[i];
        }
        for (int i = 0; i < counts.length && trialsLeft > 0; i++) {
            counts[i] =
                    tails[i + 1] == 0 ? trialsLeft : Draws.binomial(random, trialsLeft, probabilities[i] / tails[i]);
            trialsLeft -= counts[i];
        }
        return counts;
    }

    @Override
    public Expr mean() {
        return trials.times(parameterisation.probabilities(vector));
    }

    @Override
    public Expr variance() {
        return mean().times(Expressions.constant(1.0).minus(parameterisation.probabilities(vector)));
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
        return trials.times(parameterisation.logTotal(vector));
    }

    @Override
    public Expr logBaseMeasure(Expr x) {
        return Counts.logFactorial(trials).minus(Counts.logFactorial(x).sum());
    }

    private Dim dim() {
        return vector.shape().dim(0);
    }
}
