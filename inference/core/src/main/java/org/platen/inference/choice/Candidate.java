package org.platen.inference.choice;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.fit.LikelihoodFit;

/** One of the models of a {@link Comparison}: fitted, or with the reason why it was not. Immutable. */
public final class Candidate {

    private final String name;
    private final @Nullable LikelihoodFit fit;
    private final @Nullable HeldOut heldOut;
    private final String failure;
    private final Map<Criterion, Double> values;

    private Candidate(
            String name,
            @Nullable LikelihoodFit fit,
            @Nullable HeldOut heldOut,
            String failure,
            Map<Criterion, Double> values) {
        this.name = name;
        this.fit = fit;
        this.heldOut = heldOut;
        this.failure = failure;
        this.values = values;
    }

    static Candidate fitted(String name, LikelihoodFit fit) {
        Map<Criterion, Double> values = new EnumMap<>(Criterion.class);
        values.put(Criterion.AIC, fit.aic());
        values.put(Criterion.BIC, fit.bic());
        if (fit.model().latents().stream().anyMatch(RandomVariable::isDiscrete)) {
            values.put(Criterion.ICL, fit.icl());
        }
        return new Candidate(name, fit, null, "", values);
    }

    static Candidate failed(String name, String reason) {
        return new Candidate(name, null, null, reason, Map.of());
    }

    Candidate with(HeldOut densities) {
        Map<Criterion, Double> all = new EnumMap<>(values);
        all.put(Criterion.CROSS_VALIDATION, densities.mean());
        return new Candidate(name, fit, densities, failure, all);
    }

    /** What the table calls it. */
    public String name() {
        return name;
    }

    /** Whether there is a fit. */
    public boolean isFitted() {
        return fit != null;
    }

    /** @throws ModelException with the reason when there is none */
    public LikelihoodFit fit() {
        ModelException.require(fit != null, "'%s' has no fit: %s", name, failure);
        return java.util.Objects.requireNonNull(fit);
    }

    /** Why there is no fit, or empty. */
    public Optional<String> failure() {
        return fit != null ? Optional.empty() : Optional.of(failure);
    }

    /** The densities of held-out rows, where they were asked for. */
    public Optional<HeldOut> heldOut() {
        return Optional.ofNullable(heldOut);
    }

    /** The criterion's value; NaN where there is no fit, no discrete latent variable for {@link Criterion#ICL}, or no cross-validation. */
    public double value(Criterion criterion) {
        return values.getOrDefault(criterion, Double.NaN);
    }

    @Override
    public String toString() {
        return name + failure().map(reason -> " failed: " + reason).orElse("");
    }
}
