package org.platen.inference.vi.conjugate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.lower.Domains;
import org.platen.inference.lower.MissingEntries;
import org.platen.inference.lower.Roles;

/** Which variables are summed out: discrete ones, and missing values that others depend on. */
final class Exactness {

    private Exactness() {}

    /** @throws ModelException when something can neither be summed out nor left out */
    static Roles roles(Model model, Binding binding) {
        List<Variable> estimated = new ArrayList<>(model.parameters());
        MissingEntries missing = MissingEntries.of(model, binding);
        ModelException.require(
                missing.obstacles().isEmpty(),
                "%s",
                missing.obstacles().stream().findFirst().orElse(""));
        missing.integrated().forEach(observed -> {
            throw new ModelException(
                    "'" + observed.name()
                            + "' has missing values that other variables depend on, or only some entries of rows missing: remove these rows");
        });
        Set<RandomVariable> enumerated = new LinkedHashSet<>();
        for (RandomVariable latent : model.latents()) {
            if (!latent.isDiscrete()) {
                estimated.add(latent);
            } else {
                ModelException.require(
                        Domains.isFinite(latent),
                        "'%s' is %s, which has no list of values to sum over",
                        latent.name(),
                        latent.distribution().family());
                enumerated.add(latent);
            }
        }
        enumerated.addAll(missing.enumerated());
        return new Roles(estimated, enumerated);
    }
}
