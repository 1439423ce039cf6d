package org.platen.inference.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;
import org.platen.inference.lower.Roles;
import org.platen.inference.unconstrained.Unknown;

/**
 * The elements of a plate as components that change places: values of variables in another order of them, wherever the plate is among the axes of a variable or of
 * its event.
 *
 * @param plate whose elements they are
 * @param binding sizes of plates
 */
public record Components(Plate plate, Binding binding) {

    /** Those of each plate whose elements a summed-out latent variable names. */
    public static List<Components> of(Roles roles, Binding binding) {
        List<Plate> plates = new ArrayList<>();
        for (RandomVariable variable : roles.enumeratedLatents()) {
            variable.indexDomain()
                    .map(Dim::label)
                    .filter(plate -> !plates.contains(plate))
                    .ifPresent(plates::add);
        }
        return plates.stream().map(plate -> new Components(plate, binding)).toList();
    }

    /** How many there are. */
    public int count() {
        return binding.size(plate);
    }

    /** Where the plate is among a variable's axes and those of its event; nowhere for variables that do not differ over it. */
    public List<Integer> positions(Variable variable) {
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

    /** How many numbers of a variable, row-major, lie between neighbours at a position. */
    public int stride(Variable variable, int position) {
        List<Integer> sizes = new ArrayList<>();
        variable.axes().forEach(axis -> sizes.add(binding.size(axis.plate())));
        variable.shape().dims().forEach(dim -> sizes.add(dim.size()));
        return sizes.subList(position + 1, sizes.size()).stream().reduce(1, (a, b) -> a * b);
    }

    /**
     * Values in another order.
     *
     * @param values of a variable, row-major over its plates and event
     * @param order for each place, the element that comes there
     * @return the same array where the variable does not differ over the plate
     */
    public double[] ordered(Variable variable, double[] values, int[] order) {
        double[] current = values;
        for (int position : positions(variable)) {
            current = ordered(current, stride(variable, position), order);
        }
        return current;
    }

    /** Values in another order along one axis, whose neighbours are {@code stride} numbers apart. */
    public static double[] ordered(double[] values, int stride, int[] order) {
        double[] next = new double[values.length];
        for (int i = 0; i < next.length; i++) {
            int element = i / stride % order.length;
            next[i] = values[i + (order[element] - element) * stride];
        }
        return next;
    }

    /** Values of all variables in another order. */
    public Map<Variable, double[]> ordered(Map<Variable, double[]> values, int[] order) {
        Map<Variable, double[]> ordered = new LinkedHashMap<>();
        values.forEach((variable, own) -> ordered.put(variable, ordered(variable, own, order)));
        return ordered;
    }

    /**
     * The order that is the same whatever the labels were: ascending in the first entry of the first variable over the plate that is not a probability.
     *
     * @param variables in the order in which to look for one
     */
    public int[] canonicalOrder(List<Variable> variables, Map<Variable, double[]> values) {
        List<Variable> keys = new ArrayList<>(variables.stream()
                .filter(variable -> variable.plates().contains(plate))
                .toList());
        keys.sort(Comparator.comparing(variable -> Unknown.support(variable) instanceof Support.Simplex));
        IntStream elements = IntStream.range(0, count());
        if (keys.isEmpty()) {
            return elements.toArray();
        }
        Variable key = keys.get(0);
        double[] first = Objects.requireNonNull(values.get(key));
        int stride = stride(key, positions(key).get(0));
        return elements.boxed()
                .sorted(Comparator.comparingDouble(element -> first[element * stride]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
