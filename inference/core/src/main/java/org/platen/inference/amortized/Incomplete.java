package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.platen.dsl.distribution.Moments;
import org.platen.dsl.distribution.Univariate;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.fit.Tensor;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Value;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/** What is known of an observed variable with independent entries, one event for each row, whose missing entries are imputed. */
final class Incomplete {

    private final RandomVariable observed;
    private final double[][] values;

    /** @throws ModelException when the variable's entries are not independent, or it has further plates */
    Incomplete(Binding binding, RandomVariable observed) {
        this.observed = observed;
        this.values = binding.column(observed).values();
        ModelException.require(
                observed.distribution() instanceof Univariate && observed.distribution() instanceof Moments,
                "'%s' is %s: entries are imputed of families of single numbers with a mean in closed form",
                observed.name(),
                observed.distribution().family());
        ModelException.require(
                observed.axes().size() == 1,
                "'%s' lives in %s, expected the plate of the rows alone",
                observed.name(),
                observed.axes());
    }

    RandomVariable variable() {
        return observed;
    }

    /** [entry][row]; NaN where it is missing. */
    double[][] values() {
        return values;
    }

    /** The mean of the variable given what its distribution depends on. */
    Expr mean() {
        return ((Moments) observed.distribution()).mean();
    }

    /** The average of what is known of an entry. */
    double known(int entry) {
        return Arrays.stream(values[entry])
                .filter(x -> !Double.isNaN(x))
                .average()
                .orElse(0.5);
    }

    /** Known entries as they are, the others as they are expected to be. */
    Tensor filled(double[][] expected) {
        int rows = values[0].length;
        double[] all = new double[rows * values.length];
        for (int entry = 0; entry < values.length; entry++) {
            for (int row = 0; row < rows; row++) {
                double own = values[entry][row];
                all[row * values.length + entry] = Double.isNaN(own) ? expected[entry][row] : own;
            }
        }
        List<Integer> dims = new ArrayList<>(List.of(rows));
        for (int size : observed.shape().sizes()) {
            dims.add(size);
        }
        return new Tensor(all, List.of(observed.axes().iterator().next().toString()), dims);
    }

    /** An expression of each entry: for each row, and each draw where there are several, the whole event. */
    Node whole(Questions.At at, Expr expr) {
        Value value = at.joint().broadcast(at.approximations().lowering().lower(expr), observed);
        List<Integer> dims = new ArrayList<>(value.eventDims());
        if (at.draws() > 1) {
            dims.add(0, at.draws());
        }
        List<Label> labels = at.draws() > 1 ? List.of(new Label.OfSample(at.draws())) : List.of();
        return at.algebra().toType(at.joint().scope().spread(value, labels, value.eventRank()), new Type(true, dims));
    }
}
