package org.platen.inference.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/** The size of every plate, from its declaration, from {@link Data#size} and from the lengths of the data. */
final class PlateSizes {

    private final Collection<Plate> plates;
    private final Map<Plate, Known> known = new LinkedHashMap<>();
    private List<Length> open = new ArrayList<>();

    private PlateSizes(Collection<Plate> plates) {
        this.plates = plates;
    }

    /** A size and what tells it. */
    private record Known(int size, String source) {}

    /** The elements of {@code plates} together are {@code count} in the data of {@code variable}. */
    private record Length(Variable variable, List<Plate> plates, int count) {}

    static PlateSizes of(Model model, Data data, ChainLengths lengths) {
        return of(model.plates(), data, lengths);
    }

    /** The sizes that the data tell of the plates they are in. */
    static PlateSizes of(Data data) {
        Set<Plate> plates = new LinkedHashSet<>(data.sizes().keySet());
        data.variables().forEach(variable -> plates.addAll(variable.plates()));
        return of(plates, data, ChainLengths.NONE);
    }

    private static PlateSizes of(Collection<Plate> plates, Data data, ChainLengths lengths) {
        PlateSizes sizes = new PlateSizes(plates);
        for (Plate plate : plates) {
            if (!plate.sizedByData()) {
                sizes.known.put(plate, new Known(plate.size(), "its declaration"));
            }
        }
        data.sizes().forEach((plate, size) -> sizes.set(plate, size, "the size given with the data"));
        lengths.tell(sizes);
        for (Entry entry : data.entries().values()) {
            List<Plate> own = entry.variable().axes().stream().map(Axis::plate).toList();
            if (entry.rows() == Entry.UNKNOWN_ROWS || own.size() < 2) {
                sizes.open.add(new Length(entry.variable(), own, entry.elements()));
            } else {
                sizes.open.add(new Length(entry.variable(), own.subList(0, 1), entry.rows()));
                sizes.open.add(
                        new Length(entry.variable(), own.subList(1, own.size()), entry.elements() / entry.rows()));
            }
        }
        sizes.solve();
        return sizes;
    }

    boolean has(Plate plate) {
        return known.containsKey(plate);
    }

    int size(Plate plate) {
        Known found = known.get(plate);
        ModelException.require(found != null, "the size of plate '%s' is not known", plate.name());
        return java.util.Objects.requireNonNull(found).size;
    }

    /** What tells the size of a plate. */
    String source(Plate plate) {
        Known found = known.get(plate);
        return found == null ? "nothing" : found.source;
    }

    /** How many rows the data of a variable have: elements of its outermost axis, or all of them while that is not known. */
    int rows(Entry entry) {
        if (entry.rows() != Entry.UNKNOWN_ROWS) {
            return entry.rows();
        }
        Plate outermost = entry.variable().axes().iterator().next().plate();
        boolean divides = has(outermost) && entry.elements() % size(outermost) == 0;
        return divides ? size(outermost) : entry.elements();
    }

    /** Adds a size; lengths that were open may follow from it. */
    void infer(Plate plate, int size, String source) {
        set(plate, size, source);
        solve();
    }

    /** The plates in their order. */
    Map<Plate, Integer> all() {
        Map<Plate, Integer> all = new LinkedHashMap<>();
        for (Plate plate : plates) {
            if (has(plate)) {
                all.put(plate, size(plate));
            }
        }
        return all;
    }

    /** @throws ModelException when a variable lives in a plate of unknown size */
    void requireComplete(Model model) {
        for (Length length : open) {
            throw new ModelException(String.format(
                    "'%s' is bound to one flat array of %d numbers, which does not tell the sizes of plates %s. Bind rows (double[][]), or give a size:"
                            + " data.and(plate, size).",
                    length.variable.name(), length.count, length.plates));
        }
        for (Variable variable : model.variables()) {
            for (Axis axis : variable.axes()) {
                ModelException.require(
                        has(axis.plate()),
                        "the size of plate '%s' comes from the data, but no variable of it is bound. Bind one, give the size with Data.size(plate, n), or"
                                + " declare it: plate(\"%s\", n).",
                        axis.plate().name(),
                        axis.plate().name());
            }
        }
    }

    private void set(Plate plate, int size, String source) {
        Known before = known.putIfAbsent(plate, new Known(size, source));
        ModelException.require(
                before == null || before.size == size,
                "plate '%s' has size %s from %s, but %d from %s. All variables of a plate need the same number of rows.",
                plate.name(),
                before == null ? "" : before.size,
                before == null ? "" : before.source,
                size,
                source);
    }

    private void solve() {
        boolean progress = true;
        while (progress && !open.isEmpty()) {
            List<Length> left = new ArrayList<>();
            for (Length length : open) {
                if (!settle(length)) {
                    left.add(length);
                }
            }
            progress = left.size() < open.size();
            open = left;
        }
    }

    /** Whether at most one plate of {@code length} had an unknown size, so that it is known or checked now. */
    private boolean settle(Length length) {
        Set<Plate> unknown = new LinkedHashSet<>(length.plates);
        unknown.removeAll(known.keySet());
        if (unknown.size() > 1) {
            return false;
        }
        if (length.plates.size() == 1) {
            set(length.plates.get(0), length.count, "'" + length.variable.name() + "'");
            return true;
        }
        long product = 1;
        int power = 0;
        for (Plate plate : length.plates) {
            if (has(plate)) {
                product *= size(plate);
            } else {
                power++;
            }
        }
        int root = (int) Math.round(Math.pow((double) length.count / product, 1.0 / Math.max(1, power)));
        ModelException.require(
                product * Math.round(Math.pow(root, power)) == length.count,
                "'%s' lives in %s, whose known sizes are %s; found %d values for these plates together, which is no multiple of that. All variables of a"
                        + " plate need the same number of rows.",
                length.variable.name(),
                length.variable.axes(),
                describe(length.plates),
                length.count);
        for (Plate plate : unknown) {
            set(plate, root, "'" + length.variable.name() + "'");
        }
        return true;
    }

    private String describe(List<Plate> plates) {
        List<String> parts = new ArrayList<>();
        for (Plate plate : plates) {
            parts.add(plate.name() + (has(plate) ? "=" + size(plate) + " (from " + source(plate) + ")" : "=?"));
        }
        return String.join(", ", parts);
    }
}
