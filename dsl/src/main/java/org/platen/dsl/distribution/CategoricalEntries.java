package org.platen.dsl.distribution;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.Reduction;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * A vector of independent categories, each counted from 0: pixels of many levels, for example. Event shape: one entry for each row of {@code logits}.
 *
 * @param logits unnormalised log probabilities, [entries, categories]
 */
public record CategoricalEntries(Expr logits) implements Distribution {

    /** @throws ModelException when the argument is no matrix */
    public CategoricalEntries {
        ModelException.require(
                logits.shape().rank() == 2,
                "CategoricalEntries: logits must be a matrix with a row for each entry, found %s with event shape %s",
                logits,
                logits.shape());
    }

    @Override
    public String family() {
        return "CategoricalEntries";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("logits", logits));
    }

    @Override
    public CategoricalEntries with(List<Expr> arguments) {
        return new CategoricalEntries(arguments.get(0));
    }

    @Override
    public Support support() {
        return Support.category(Dim.of(categories()));
    }

    @Override
    public Shape eventShape() {
        return logits.shape().without(1);
    }

    private int entries() {
        return logits.shape().dim(0).size();
    }

    private int categories() {
        return logits.shape().dim(1).size();
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        double[] each = new double[entries() * categories()];
        Arrays.setAll(each, i -> i % categories());
        Expr category = new Constant(each, Set.of(), logits.shape());
        Expr repeated = x.reshaped(entries(), 1).dot(Expressions.ones(1, categories()));
        Expr chosen = repeated.apply(BinaryFunction.EQUAL, category);
        Expr logMass =
                Counts.times(chosen, logits).reduce(Reduction.SUM, 1).minus(logits.reduce(Reduction.LOG_SUM_EXP, 1));
        return Counts.logMass(chosen.reduce(Reduction.SUM, 1), logMass);
    }

    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        double[] all = arguments.get(0);
        double[] values = new double[entries()];
        for (int i = 0; i < values.length; i++) {
            double[] own = Arrays.copyOfRange(all, i * categories(), (i + 1) * categories());
            values[i] = Draws.category(random, Draws.probabilities(Parameterisation.LOGITS, own));
        }
        return values;
    }
}
