package org.platen.inference.fit;

import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.lower.Domains;

/** The most probable values of discrete variables, one by one. */
public final class Assignments {

    private Assignments() {}

    /**
     * The most probable value of each element, the first of equals; −1 beyond the end of a chain.
     *
     * @param probabilities last axis the values of {@code variable}
     */
    public static int[] of(Tensor probabilities, RandomVariable variable) {
        int first = Domains.first(variable);
        int count = probabilities.dims().get(probabilities.dims().size() - 1);
        double[] flat = probabilities.values();
        int[] largest = new int[flat.length / count];
        for (int i = 0; i < largest.length; i++) {
            int best = 0;
            for (int value = 1; value < count; value++) {
                best = flat[i * count + value] > flat[i * count + best] ? value : best;
            }
            largest[i] = Double.isNaN(flat[i * count]) ? -1 : first + best;
        }
        return largest;
    }

    /** @throws ModelException when the variable is not random */
    public static RandomVariable discrete(Variable variable) {
        ModelException.require(
                variable instanceof RandomVariable,
                "'%s' is not a random variable, so it has no posterior",
                variable.name());
        return (RandomVariable) variable;
    }
}
