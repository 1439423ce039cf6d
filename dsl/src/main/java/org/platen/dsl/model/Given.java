package org.platen.dsl.model;

import java.util.Optional;
import java.util.Set;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/** A known covariate: part of the data, without a distribution. */
public final class Given implements Variable {

    private final String name;
    private final Set<Axis> axes;
    private final Covariate covariate;

    Given(String name, Set<Axis> axes, Covariate covariate) {
        this.name = name;
        this.axes = axes;
        this.covariate = covariate;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Axis> axes() {
        return axes;
    }

    /** What it holds. */
    public Covariate covariate() {
        return covariate;
    }

    @Override
    public Shape shape() {
        return covariate.shape();
    }

    @Override
    public boolean isContinuous() {
        return covariate.indexed() == null && covariate.categories() == 0;
    }

    @Override
    public Bounds bounds() {
        return covariate.indexed() == null && covariate.categories() == 0
                ? Bounds.UNKNOWN
                : new Bounds(0, covariate.categories() == 0 ? Double.POSITIVE_INFINITY : covariate.categories() - 1.0);
    }

    /** The plate it indexes, or the number of its categories. The size of a plate sized by the data stays open. */
    @Override
    public Optional<Dim> indexDomain() {
        Plate plate = covariate.indexed();
        if (plate != null) {
            return Optional.of(new Dim(plate.sizedByData() ? 1 : plate.size(), plate));
        }
        return covariate.categories() > 0 ? Optional.of(Dim.of(covariate.categories())) : Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
