package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.Shape;

/**
 * Dirichlet distribution; support: the simplex. Exponential family with T(x) = log x (Bishop 2006, equation 2.38).
 *
 * @param concentration positive vector, one entry a category
 */
public record Dirichlet(Expr concentration) implements ExponentialFamily, Moments {

    /** @throws org.platen.dsl.shape.ModelException when the concentration is no vector or cannot be positive */
    public Dirichlet {
        Checks.of("Dirichlet").vector("concentration", concentration).positive("concentration", concentration);
    }

    @Override
    public String family() {
        return "Dirichlet";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("concentration", concentration));
    }

    @Override
    public Dirichlet with(List<Expr> arguments) {
        return new Dirichlet(arguments.get(0));
    }

    @Override
    public Support support() {
        return new Support.Simplex(concentration.shape().dim(0));
    }

    @Override
    public Shape eventShape() {
        return concentration.shape();
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return Expressions.xLogY(concentration.minus(1.0), x).sum().minus(logNormaliser());
    }

    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        double[] alpha = arguments.get(0);
        double[] logs = new double[alpha.length];
        for (int i = 0; i < alpha.length; i++) {
            logs[i] = Draws.logGamma(random, alpha[i]);
        }
        return Draws.probabilities(Parameterisation.LOGITS, logs);
    }

    @Override
    public Expr mean() {
        return concentration.dividedBy(concentration.sum());
    }

    @Override
    public Expr variance() {
        Expr total = concentration.sum();
        return mean().times(Expressions.constant(1.0).minus(mean())).dividedBy(total.plus(1.0));
    }

    @Override
    public List<Expr> naturalParameters() {
        return List.of(concentration.minus(1.0));
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(x.log());
    }

    @Override
    public Expr logNormaliser() {
        return Expressions.logGamma(concentration).sum().minus(Expressions.logGamma(concentration.sum()));
    }
}
