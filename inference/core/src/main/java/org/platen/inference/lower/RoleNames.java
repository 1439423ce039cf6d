package org.platen.inference.lower;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;

/**
 * {@link Roles} by the names of variables, as files hold them.
 *
 * @param estimated parameters and latent variables that get one value each
 * @param enumerated discrete variables that are summed out
 * @param integrated continuous variables that are integrated out
 */
public record RoleNames(List<String> estimated, List<String> enumerated, List<String> integrated) {

    /** Copies. */
    public RoleNames {
        estimated = List.copyOf(estimated);
        enumerated = List.copyOf(enumerated);
        integrated = List.copyOf(integrated);
    }

    /** The names. */
    public static RoleNames of(Roles roles) {
        return new RoleNames(names(roles.estimated()), names(roles.enumerated()), names(roles.integrated()));
    }

    private static List<String> names(Collection<? extends Variable> variables) {
        return variables.stream().map(Variable::name).toList();
    }

    /** @throws ModelException when a variable of the model cannot have its role */
    public Roles of(Model model) {
        List<Variable> found = estimated.stream().map(model::get).toList();
        for (Variable variable : found) {
            ModelException.require(
                    variable instanceof Parameter
                            || variable instanceof RandomVariable random
                                    && !random.isDiscrete()
                                    && model.latents().contains(random),
                    "'%s' cannot be estimated: it is neither a parameter nor a continuous latent variable",
                    variable.name());
        }
        return new Roles(
                found,
                hidden(model, enumerated, RandomVariable::isDiscrete, "summed"),
                hidden(model, integrated, variable -> !variable.isDiscrete(), "integrated"));
    }

    private static Set<RandomVariable> hidden(
            Model model, List<String> names, Predicate<RandomVariable> can, String what) {
        return names.stream()
                .map(name -> {
                    ModelException.require(
                            model.get(name) instanceof RandomVariable random && can.test(random),
                            "'%s' cannot be %s out",
                            name,
                            what);
                    return (RandomVariable) model.get(name);
                })
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
