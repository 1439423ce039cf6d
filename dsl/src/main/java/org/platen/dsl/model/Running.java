package org.platen.dsl.model;

import java.util.Optional;
import java.util.Set;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.network.Weight;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/** Numbers of a network that are no unknowns: they follow what a layer sees while the network is trained, such as the running moments of batch normalisation. */
public final class Running implements Variable {

    private final Weight weight;

    Running(Weight weight) {
        this.weight = weight;
    }

    @Override
    public String name() {
        return weight.name();
    }

    /** What it is in its network, and how it starts. */
    public Weight weight() {
        return weight;
    }

    @Override
    public Set<Axis> axes() {
        return Set.of();
    }

    @Override
    public Shape shape() {
        return weight.shape();
    }

    @Override
    public boolean isContinuous() {
        return true;
    }

    @Override
    public Bounds bounds() {
        return Bounds.UNKNOWN;
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
