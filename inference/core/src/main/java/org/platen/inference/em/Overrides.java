package org.platen.inference.em;

import java.util.LinkedHashSet;
import java.util.Set;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;

/**
 * What the caller wants done with latent variables instead of the default.
 *
 * @param maximised names of those to be estimated at their mode
 * @param integrated names of those to be integrated or summed out
 */
record Overrides(Set<String> maximised, Set<String> integrated) {

    static final Overrides NONE = new Overrides(Set.of(), Set.of());

    Overrides maximise(String variable) {
        return new Overrides(with(maximised, variable), integrated);
    }

    Overrides integrate(String variable) {
        return new Overrides(maximised, with(integrated, variable));
    }

    /** @throws ModelException when a name is not that of a latent variable, or both are asked for */
    void check(Model model) {
        maximised.forEach(name -> requireLatent(model, name, "maximise"));
        integrated.forEach(name -> requireLatent(model, name, "integrate"));
        for (String name : maximised) {
            ModelException.require(
                    !integrated.contains(name), "'%s' is to be both maximised and integrated: ask for one", name);
        }
    }

    private static void requireLatent(Model model, String name, String verb) {
        boolean latent = model.get(name) instanceof RandomVariable random
                && model.latents().contains(random);
        ModelException.require(
                latent,
                "%s(\"%s\"): '%s' is no latent variable of model '%s'; those are %s",
                verb,
                name,
                name,
                model.name(),
                model.latents());
    }

    private static Set<String> with(Set<String> names, String name) {
        Set<String> all = new LinkedHashSet<>(names);
        all.add(name);
        return all;
    }
}
