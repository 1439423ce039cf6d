package org.platen.inference.unconstrained;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Binding;

/**
 * The unconstrained numbers of some variables in one array, one variable after the other.
 *
 * @param offsets where each variable begins
 * @param size how many numbers there are
 */
public record Coordinates(Map<Variable, Integer> offsets, int size) {

    /** The coordinates of variables of known size, in their order. */
    public static Coordinates of(List<Variable> variables, Binding binding) {
        Map<Variable, Integer> offsets = new LinkedHashMap<>();
        int size = 0;
        for (Variable variable : variables) {
            offsets.put(variable, size);
            size += Unknown.elements(variable, binding) * Unknown.unconstrained(variable);
        }
        return new Coordinates(offsets, size);
    }

    /** Where a variable begins. */
    public int offset(Variable variable) {
        return java.util.Objects.requireNonNull(offsets.get(variable), variable.name());
    }

    private int end(Variable variable) {
        int from = offset(variable);
        return offsets.values().stream()
                .mapToInt(Integer::intValue)
                .filter(offset -> offset > from)
                .min()
                .orElse(size);
    }

    /** Where the numbers of a variable are. */
    public int[] places(Variable variable) {
        return IntStream.range(offset(variable), end(variable)).toArray();
    }

    /** Sets the inputs {@code prefix + name}. */
    public void put(Session session, String prefix, double[] all) {
        offsets.forEach((variable, from) ->
                session.set(prefix + variable.name(), Arrays.copyOfRange(all, from, end(variable))));
    }

    /** Reads the outputs {@code prefix + name}. */
    public double[] gather(Session session, String prefix) {
        double[] all = new double[size];
        offsets.forEach((variable, from) ->
                System.arraycopy(session.get(prefix + variable.name()), 0, all, from, end(variable) - from));
        return all;
    }

    /** For each coordinate whether its variable is of a kind. */
    public boolean[] of(Class<? extends Variable> kind) {
        boolean[] of = new boolean[size];
        offsets.forEach((variable, from) -> Arrays.fill(of, from, end(variable), kind.isInstance(variable)));
        return of;
    }

    /** For each coordinate a number of its variable. */
    public double[] each(ToDoubleFunction<Variable> number) {
        double[] each = new double[size];
        offsets.forEach((variable, from) -> Arrays.fill(each, from, end(variable), number.applyAsDouble(variable)));
        return each;
    }

    /** For each coordinate whether it is a log or log odds, and not a value in the units of the data. */
    public boolean[] ratios() {
        boolean[] ratios = new boolean[size];
        offsets.forEach((variable, from) -> {
            for (int i = from; i < end(variable); i++) {
                ratios[i] = Unknown.isRatio(variable, i - from);
            }
        });
        return ratios;
    }

    /** For each coordinate of {@code point} the largest number of its variable, which tells in what units the variable is. */
    public double[] sizes(double[] point) {
        double[] sizes = new double[size];
        offsets.forEach((variable, from) -> {
            double largest = Arrays.stream(point, from, end(variable))
                    .map(Math::abs)
                    .filter(Double::isFinite)
                    .max()
                    .orElse(0);
            Arrays.fill(sizes, from, end(variable), largest == 0 ? 1 : largest);
        });
        return sizes;
    }

    /** The names of the variables that have such a coordinate, quoted. */
    public Set<String> names(IntPredicate which) {
        Set<String> names = new LinkedHashSet<>();
        offsets.forEach((variable, from) -> {
            if (IntStream.range(from, end(variable)).anyMatch(which)) {
                names.add("'" + variable.name() + "'");
            }
        });
        return names;
    }
}
