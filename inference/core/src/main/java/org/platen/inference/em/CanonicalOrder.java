package org.platen.inference.em;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Plate;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;
import org.platen.inference.unconstrained.Unknown;

/**
 * Components that may be exchanged come out in one order whatever the start: sorted by the first entry of the first variable over them that is not a
 * probability. An order that changes the objective is no exchange and is not made.
 */
final class CanonicalOrder {

    private final Layout layout;
    private final Roles roles;

    CanonicalOrder(Layout layout, Roles roles) {
        this.layout = layout;
        this.roles = roles;
    }

    /** The plates whose elements a summed-out variable names. */
    Set<Plate> plates() {
        Set<Plate> plates = new LinkedHashSet<>();
        for (RandomVariable variable : roles.enumeratedLatents()) {
            variable.indexDomain().map(Dim::label).ifPresent(plates::add);
        }
        return plates;
    }

    /** The estimates with the elements of a plate in order. */
    Estimates sorted(Estimates estimates, Plate plate) {
        List<Variable> keys = new ArrayList<>(roles.estimated().stream()
                .filter(variable -> variable.plates().contains(plate))
                .toList());
        keys.sort(Comparator.comparing(variable -> Unknown.support(variable) instanceof Support.Simplex));
        if (keys.isEmpty()) {
            return estimates;
        }
        double[] first = estimates.get(keys.get(0));
        int stride = stride(keys.get(0), plate);
        int[] order = IntStream.range(0, plate.size())
                .boxed()
                .sorted(Comparator.comparingDouble(element -> first[element * stride]))
                .mapToInt(Integer::intValue)
                .toArray();
        Map<Variable, double[]> sorted = new LinkedHashMap<>();
        estimates
                .values()
                .forEach((variable, values) -> sorted.put(variable, permuted(variable, values, plate, order)));
        return new Estimates(sorted);
    }

    private int stride(Variable variable, Plate plate) {
        List<Integer> sizes = sizes(variable);
        int position = positions(variable, plate).get(0);
        return sizes.subList(position + 1, sizes.size()).stream().reduce(1, (a, b) -> a * b);
    }

    private double[] permuted(Variable variable, double[] values, Plate plate, int[] order) {
        double[] current = values;
        List<Integer> sizes = sizes(variable);
        for (int position : positions(variable, plate)) {
            int inner = sizes.subList(position + 1, sizes.size()).stream().reduce(1, (a, b) -> a * b);
            double[] next = current.clone();
            for (int i = 0; i < next.length; i++) {
                int element = i / inner % order.length;
                next[i] = current[i + (order[element] - element) * inner];
            }
            current = next;
        }
        return current;
    }

    /** Where the plate is among a variable's axes and the axes of its event. */
    private static List<Integer> positions(Variable variable, Plate plate) {
        List<Integer> positions = new ArrayList<>();
        int position = 0;
        for (Axis axis : variable.axes()) {
            if (axis.plate().equals(plate)) {
                positions.add(position);
            }
            position++;
        }
        for (Dim dim : variable.shape().dims()) {
            if (plate.equals(dim.label())) {
                positions.add(position);
            }
            position++;
        }
        return positions;
    }

    private List<Integer> sizes(Variable variable) {
        List<Integer> sizes = new ArrayList<>();
        variable.axes().forEach(axis -> sizes.add(layout.binding().size(axis.plate())));
        variable.shape().dims().forEach(dim -> sizes.add(dim.size()));
        return sizes;
    }
}
