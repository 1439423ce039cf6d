package org.platen.inference.unconstrained;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.transform.Bijections;
import org.platen.inference.data.Binding;

/** What is known of an estimated variable beforehand: the set it lies in and how many numbers it is. */
public final class Unknown {

    private Unknown() {}

    /** The set that one value lies in. */
    public static Support support(Variable variable) {
        return variable instanceof Parameter parameter
                ? parameter.space().support()
                : ((RandomVariable) variable).distribution().support();
    }

    /** Number of values over all plates. */
    public static int elements(Variable variable, Binding binding) {
        return variable.axes().stream()
                .mapToInt(axis -> binding.size(axis.plate()))
                .reduce(1, (a, b) -> a * b);
    }

    /** Number of unconstrained numbers that one value is made of; none for the only probability there is. */
    public static int unconstrained(Variable variable) {
        if (support(variable) instanceof Support.Simplex simplex) {
            return simplex.dim().size() - 1;
        } else if (support(variable) instanceof Support.CorrelationCholesky factor) {
            return factor.size() * (factor.size() - 1) / 2;
        }
        return Bijections.of(support(variable), variable.shape())
                .unconstrainedShape(variable.shape())
                .size();
    }

    /** Whether an unconstrained number is a log or log odds, and not a value in the units of the data. */
    public static boolean isRatio(Variable variable, int coordinate) {
        Support support = support(variable);
        int entry = coordinate % unconstrained(variable);
        if (support instanceof Support.PositiveDefinite matrix) {
            return entry < matrix.size();
        } else if (support instanceof Support.CholeskyFactor matrix) {
            return entry < matrix.size();
        } else if (support instanceof Support.Ordered) {
            return entry > 0;
        }
        return !support.equals(Support.REAL);
    }
}
