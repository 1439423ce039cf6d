package org.platen.inference.vi.expectation;

import java.util.Optional;
import java.util.Set;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;
import org.platen.inference.vi.factor.Statistic;

/**
 * An expected statistic of every element of a variable: a symbol in the variable's own plates. There is one for each variable and statistic.
 *
 * @param variable whose it is
 * @param statistic which
 * @param shape of one element's
 */
public record Moment(RandomVariable variable, Statistic statistic, Shape shape) implements Symbol {

    @Override
    public String name() {
        return variable.name() + "/" + statistic;
    }

    @Override
    public Set<Axis> axes() {
        return variable.axes();
    }

    @Override
    public Bounds bounds() {
        return Bounds.UNKNOWN;
    }

    @Override
    public boolean isContinuous() {
        return true;
    }

    @Override
    public Optional<Dim> indexDomain() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name();
    }
}
