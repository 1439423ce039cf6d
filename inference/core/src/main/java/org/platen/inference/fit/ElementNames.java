package org.platen.inference.fit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.PlateLabels;

/** What people call the numbers of a variable: {@code theta[3]}, or {@code theta[Choate]} where the data say what the elements of its plate stand for. */
public final class ElementNames {

    private final List<List<String>> labels = new ArrayList<>();
    private final String variable;

    private ElementNames(String variable) {
        this.variable = variable;
    }

    /** Of the numbers of a variable, over its plates and then its event. */
    public static ElementNames of(Variable variable, PlateLabels labels) {
        ElementNames names = new ElementNames(variable.name());
        variable.axes().forEach(axis -> names.add(axis.plate(), labels));
        variable.shape().dims().stream().map(Dim::label).forEach(plate -> names.add(plate, labels));
        return names;
    }

    private void add(@Nullable Plate plate, PlateLabels all) {
        labels.add(plate == null ? List.of() : all.of(plate));
    }

    /**
     * The name of an entry.
     *
     * @param dims sizes of the variable's plates and event, or of the first of them only
     * @param entry row-major over {@code dims}
     */
    public String of(List<Integer> dims, int entry) {
        return variable + position(dims, entry, labels);
    }

    /**
     * The place of an entry of a tensor, counted from zero: {@code [0][2]}.
     *
     * @param dims sizes of the axes
     * @param entry row-major
     */
    public static String position(List<Integer> dims, int entry) {
        return position(dims, entry, Collections.nCopies(dims.size(), List.of()));
    }

    private static String position(List<Integer> dims, int entry, List<List<String>> labels) {
        StringBuilder text = new StringBuilder();
        int rest = entry;
        for (int i = dims.size() - 1; i >= 0; i--) {
            int at = rest % dims.get(i);
            List<String> own = labels.get(i);
            text.insert(0, "[" + (at < own.size() ? own.get(at) : at) + "]");
            rest /= dims.get(i);
        }
        return text.toString();
    }
}
