package org.platen.inference.data;

import org.platen.dsl.model.Given;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/** Which variables may and must have values. */
final class VariableChecks {

    private VariableChecks() {}

    /** Every variable that has values can have them. */
    static void checkBound(Model model, Data data) {
        for (Variable variable : data.variables()) {
            checkOfModel(model, variable);
            if (variable instanceof RandomVariable random) {
                checkObserved(model, random);
            } else {
                ModelException.require(
                        variable instanceof Given,
                        "'%s' is a %s of model '%s', so data cannot be bound to it. Declare it with observed(…) or given(…).",
                        variable.name(),
                        variable.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT),
                        model.name());
            }
        }
        for (Plate plate : data.sizes().keySet()) {
            ModelException.require(
                    model.plates().contains(plate),
                    "plate '%s' is given a size, but model '%s' does not have it: it has %s",
                    plate.name(),
                    model.name(),
                    model.plates());
        }
    }

    static void checkObservedComplete(Model model, Data data) {
        for (RandomVariable variable : model.observed()) {
            ModelException.require(
                    data.variables().contains(variable),
                    "observed variable '%s' of model '%s' has no data%s. Bind it: data.and(model.get(\"%s\"), values).",
                    variable.name(),
                    model.name(),
                    bound(data),
                    variable.name());
        }
    }

    static void checkGivensComplete(Model model, Data data) {
        for (Given given : model.givens()) {
            ModelException.require(
                    data.variables().contains(given),
                    "given variable '%s' of model '%s' has no data%s. Bind it: data.and(model.get(\"%s\"), values).",
                    given.name(),
                    model.name(),
                    bound(data),
                    given.name());
        }
    }

    private static void checkOfModel(Model model, Variable variable) {
        ModelException.require(
                model.has(variable.name()),
                "'%s' is not a variable of model '%s', which has %s",
                variable.name(),
                model.name(),
                model.variables());
        ModelException.require(
                model.get(variable.name()) == variable,
                "'%s' belongs to another model than '%s', which has a variable of the same name. Bind model.get(\"%s\") of the model that is fitted.",
                variable.name(),
                model.name(),
                variable.name());
    }

    private static void checkObserved(Model model, RandomVariable variable) {
        model.fixedValue(variable).ifPresent(value -> {
            throw new ModelException(String.format(
                    "'%s' is held at %s by %s, so data cannot be bound to it as well. Leave it out: data.without(variable).",
                    variable.name(),
                    org.platen.dsl.expr.Describe.of(value),
                    model.isIntervened(variable) ? "intervene" : "condition"));
        });
        ModelException.require(
                variable.isObserved(),
                "'%s' is latent in model '%s', so data cannot be bound to it. Declare it with observed(…), or hold it at one value with"
                        + " model.condition(\"%s\", value).",
                variable.name(),
                model.name(),
                variable.name());
    }

    private static String bound(Data data) {
        return data.variables().isEmpty() ? "" : " (bound are " + data.variables() + ")";
    }
}
