package org.platen.inference.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/** The values of one model's data for the variables of the same names in another. */
final class Rebinding {

    private Rebinding() {}

    static Data of(Data data, Model model) {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : data.entries().values()) {
            Variable variable = entry.variable();
            if (model.has(variable.name())) {
                Variable other = model.get(variable.name());
                checkAlike(variable, other, model);
                entries.add(new Entry(other, entry.values(), entry.rows(), entry.lengths(), entry.origin()));
            } else {
                ModelException.require(
                        variable instanceof Given,
                        "'%s' is observed, but model '%s' has no variable of that name: it has %s",
                        variable.name(),
                        model.name(),
                        model.variables());
            }
        }
        Map<Plate, Integer> sizes = new LinkedHashMap<>();
        for (Plate plate : model.plates()) {
            data.sizes().entrySet().stream()
                    .filter(size -> size.getKey().name().equals(plate.name()))
                    .forEach(size -> sizes.put(plate, size.getValue()));
        }
        Map<Plate, Lengths> lengths = new LinkedHashMap<>();
        for (Plate plate : model.plates()) {
            data.lengths().entrySet().stream()
                    .filter(given -> given.getKey().name().equals(plate.name()))
                    .forEach(given -> lengths.put(plate, given.getValue()));
        }
        return Data.of(entries, sizes, lengths);
    }

    private static void checkAlike(Variable variable, Variable other, Model model) {
        ModelException.require(
                names(variable).equals(names(other))
                        && Arrays.equals(variable.shape().sizes(), other.shape().sizes()),
                "'%s' has values in %s with event shape %s, but in model '%s' it lives in %s with event shape %s",
                variable.name(),
                names(variable),
                variable.shape(),
                model.name(),
                names(other),
                other.shape());
    }

    private static List<String> names(Variable variable) {
        return variable.axes().stream().map(Axis::toString).toList();
    }
}
