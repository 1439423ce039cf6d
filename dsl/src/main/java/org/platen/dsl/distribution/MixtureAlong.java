package org.platen.dsl.distribution;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Reduction;
import org.platen.dsl.expr.Reshape;
import org.platen.dsl.expr.Take;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * A mixture of one scalar family, summed out, whose components lie along the outermost event axis of the family's arguments: with means of event shape
 * [K], one value is a number; with means of event shape [K, D], it is a vector of D numbers that share their component (Bishop 1994, "Mixture density
 * networks").
 *
 * @param parameterisation what the weights hold
 * @param weights probabilities that sum to one, or logits; one entry a component
 * @param component the family, with an entry for each component in at least one argument
 */
public record MixtureAlong(Parameterisation parameterisation, Expr weights, Univariate component)
        implements Distribution {

    /** @throws ModelException when the weights are no vector, or the component's outermost event axis has another size */
    public MixtureAlong {
        Shape shape = component.eventShape();
        ModelException.require(
                shape.rank() > 0,
                "Mixture: the arguments of %s need an event axis with an entry for each component, found only single numbers",
                component.family());
        Checks.of("Mixture")
                .mixtureWeights(parameterisation, weights, shape.dim(0).size());
    }

    @Override
    public String family() {
        return "Mixture" + component.family();
    }

    @Override
    public String describe() {
        return "Mixture(" + new Argument(parameterisation.weights(), weights).describe() + ", " + component.describe()
                + ")";
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> all = new ArrayList<>();
        all.add(new Argument(parameterisation.weights(), weights));
        all.addAll(component.arguments());
        return all;
    }

    @Override
    public MixtureAlong with(List<Expr> arguments) {
        Univariate changed = (Univariate) component.with(arguments.subList(1, arguments.size()));
        return new MixtureAlong(parameterisation, arguments.get(0), changed);
    }

    @Override
    public Support support() {
        return component.support();
    }

    @Override
    public Shape eventShape() {
        return component.eventShape().without(0);
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Expr logDensities = component.elementwiseLogDensity(repeated(x));
        while (logDensities.shape().rank() > 1) {
            logDensities = logDensities.reduce(Reduction.SUM, 1);
        }
        return parameterisation.logProbabilities(weights).plus(logDensities).logSumExp();
    }

    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        int chosen = Draws.category(random, Draws.probabilities(parameterisation, arguments.get(0)));
        double[] values = new double[eventShape().size()];
        double[] one = new double[arguments.size() - 1];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < one.length; j++) {
                double[] argument = arguments.get(j + 1);
                one[j] = argument[argument.length == 1 ? 0 : chosen * values.length + i];
            }
            values[i] = component.draw(random, one);
        }
        return values;
    }

    /** The value beside every component; a number is broadcast by itself. */
    private Expr repeated(Expr x) {
        if (x.shape().isScalar()) {
            return x;
        }
        List<Dim> row = new ArrayList<>(x.shape().dims());
        row.add(0, Dim.of(1));
        int[] everyComponent = new int[component.eventShape().dim(0).size()];
        return new Take(new Reshape(x, new Shape(row)), 0, everyComponent);
    }
}
