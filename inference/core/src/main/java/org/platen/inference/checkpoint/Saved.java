package org.platen.inference.checkpoint;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.platen.dsl.shape.ModelException;

/**
 * Numbers by name, of which a fit goes on as if it had not been stopped.
 *
 * @param numbers shared: read only
 */
public record Saved(Map<String, double[]> numbers) {

    private static final String OF = ": ";
    private static final String HAVING = "having ";

    /** A copy of the map. */
    public Saved {
        numbers = new LinkedHashMap<>(numbers);
    }

    /** None yet. */
    public Saved() {
        this(Map.of());
    }

    /** Adds numbers. */
    public Saved put(String name, double... values) {
        numbers.put(name, values.clone());
        return this;
    }

    /** Rows of equal length. */
    public Saved put(String name, double[][] rows) {
        double[] flat = new double[1 + rows.length * (rows.length == 0 ? 0 : rows[0].length)];
        flat[0] = rows.length;
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, 1 + i * rows[0].length, rows[0].length);
        }
        numbers.put(name, flat);
        return this;
    }

    /** Others, with the name of what they are of before their own. */
    public Saved put(String of, Saved others) {
        others.numbers.forEach((name, values) -> numbers.put(of + OF + name, values));
        return this;
    }

    /** Those of many things that are alike, with the name of what they are of before their own: a table for each name, of those that have numbers of it. */
    public Saved putEach(String of, List<Saved> each) {
        Set<String> names = new LinkedHashSet<>();
        each.forEach(one -> names.addAll(one.numbers.keySet()));
        for (String name : names) {
            double[][] rows = each.stream()
                    .filter(one -> one.has(name))
                    .map(one -> one.numbers.get(name))
                    .toArray(double[][]::new);
            put(of + OF + name, rows);
            put(
                    of + OF + HAVING + name,
                    each.stream().mapToDouble(one -> one.has(name) ? 1 : 0).toArray());
        }
        return this;
    }

    /**
     * What {@link #putEach} added.
     *
     * @throws ModelException when these were not so many
     */
    public List<Saved> each(String of, int count) {
        Saved all = parts().getOrDefault(of, new Saved());
        List<Saved> each = Stream.generate(Saved::new).limit(count).toList();
        for (String name : all.numbers.keySet()) {
            if (name.startsWith(HAVING)) {
                continue;
            }
            double[][] rows = all.rows(name);
            double[] having = all.get(HAVING + name, count);
            long expected = Arrays.stream(having).filter(one -> one == 1).count();
            ModelException.require(
                    rows.length == expected,
                    "'%s' of the checkpoint has %d rows, expected %d",
                    name,
                    rows.length,
                    expected);
            int next = 0;
            for (int i = 0; i < count; i++) {
                if (having[i] == 1) {
                    each.get(i).numbers.put(name, rows[next++]);
                }
            }
        }
        return each;
    }

    /** Those that are of something, by its name. */
    public Map<String, Saved> parts() {
        Map<String, Saved> parts = new LinkedHashMap<>();
        numbers.forEach((name, values) -> {
            int end = name.indexOf(OF);
            if (end >= 0) {
                parts.computeIfAbsent(name.substring(0, end), key -> new Saved())
                        .numbers
                        .put(name.substring(end + OF.length()), values);
            }
        });
        return parts;
    }

    /** Whether there are numbers of a name. */
    public boolean has(String name) {
        return numbers.containsKey(name);
    }

    /** @throws ModelException when there are none of this name */
    public double[] get(String name) {
        double[] values = numbers.get(name);
        ModelException.require(values != null, "the checkpoint has no '%s'", name);
        return Objects.requireNonNull(values).clone();
    }

    /** @throws ModelException when there are none of this name, or not so many */
    public double[] get(String name, int length) {
        double[] values = get(name);
        ModelException.require(
                values.length == length,
                "'%s' of the checkpoint has %d numbers, expected %d",
                name,
                values.length,
                length);
        return values;
    }

    /** @throws ModelException when there is none of this name, or it is no count */
    public int count(String name) {
        double value = get(name, 1)[0];
        ModelException.require(
                value >= 0 && value == Math.rint(value) && value <= Integer.MAX_VALUE,
                "'%s' of the checkpoint is %s, expected a count",
                name,
                value);
        return (int) value;
    }

    /**
     * What {@link #put(String, double[][])} added.
     *
     * @throws ModelException when it was something else
     */
    public double[][] rows(String name) {
        double[] flat = get(name);
        ModelException.require(
                flat.length > 0
                        && (flat[0] == 0
                                ? flat.length == 1
                                : flat[0] > 0 && flat[0] < flat.length && (flat.length - 1) % flat[0] == 0),
                "'%s' of the checkpoint is no table",
                name);
        double[][] rows = new double[(int) flat[0]][];
        int width = rows.length == 0 ? 0 : (flat.length - 1) / rows.length;
        Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, 1 + i * width, 1 + (i + 1) * width));
        return rows;
    }
}
