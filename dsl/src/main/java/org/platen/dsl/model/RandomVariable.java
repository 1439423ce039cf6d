package org.platen.dsl.model;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/** A value with a distribution: latent (to be inferred) or observed (bound to data). */
public final class RandomVariable implements Variable {

    private final ModelBuilder declaration;
    private final String name;
    private final Set<Axis> axes;
    private final Distribution distribution;
    private final boolean observed;
    private final @Nullable Autoregression autoregression;

    RandomVariable(ModelBuilder declaration, String name, Set<Axis> axes, Distribution distribution, boolean observed) {
        this(declaration, name, axes, distribution, observed, null);
    }

    /** @param autoregression how its entries depend on each other, where they do */
    RandomVariable(
            ModelBuilder declaration,
            String name,
            Set<Axis> axes,
            Distribution distribution,
            boolean observed,
            @Nullable Autoregression autoregression) {
        this.declaration = declaration;
        this.name = name;
        this.axes = axes;
        this.distribution = distribution;
        this.observed = observed;
        this.autoregression = autoregression;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Axis> axes() {
        return axes;
    }

    @Override
    public Shape shape() {
        return distribution.eventShape();
    }

    /** What it is drawn from. */
    public Distribution distribution() {
        return distribution;
    }

    /**
     * Declares this variable non-centred, as {@link Model#nonCentred} does: {@code m.latent("theta", school, normal(mu, tau)).nonCentred()}.
     *
     * @return this variable
     * @throws org.platen.dsl.shape.ModelException after the declaration of its model, or when it cannot be non-centred
     */
    public RandomVariable nonCentred() {
        declaration.addNonCentred(this);
        return this;
    }

    /** Whether it was declared as observed. */
    public boolean isObserved() {
        return observed;
    }

    /** How its entries depend on each other, where it is {@linkplain ModelBuilder#autoregressive autoregressive}. */
    public Optional<Autoregression> autoregression() {
        return Optional.ofNullable(autoregression);
    }

    /** Whether its values are discrete. */
    public boolean isDiscrete() {
        return distribution.support().isDiscrete();
    }

    @Override
    public boolean isContinuous() {
        return !isDiscrete();
    }

    @Override
    public Bounds bounds() {
        return distribution.support().bounds();
    }

    @Override
    public Optional<Dim> indexDomain() {
        return shape().isScalar() ? distribution.support().indexDomain() : Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
