package org.platen.inference.data;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/** The lengths of the chains of several series, from {@link Data#lengths} and from values of different lengths. All variables of a chain agree. */
final class ChainLengths {

    /** Nothing told. */
    static final ChainLengths NONE = new ChainLengths();

    private final Map<Plate, Known> known = new LinkedHashMap<>();

    private ChainLengths() {}

    /** Lengths and what tells them. */
    private record Known(Lengths lengths, String source) {}

    static ChainLengths of(Model model, Data data) {
        ChainLengths lengths = new ChainLengths();
        data.lengths().forEach((chain, given) -> {
            ModelException.require(
                    model.plates().contains(chain),
                    "chain '%s' is given lengths, but model '%s' does not have it: it has %s",
                    chain.name(),
                    model.name(),
                    model.plates());
            lengths.known.put(chain, new Known(given, "the lengths given with the data"));
        });
        Collection<Entry> entries = data.entries().values();
        entries.stream().filter(entry -> entry.lengths() != null).forEach(lengths::add);
        entries.stream().filter(entry -> entry.lengths() == null).forEach(lengths::checkAlike);
        return lengths;
    }

    /** The lengths that differ from series to series. */
    Map<Plate, Lengths> different() {
        Map<Plate, Lengths> different = new LinkedHashMap<>();
        known.forEach((chain, one) -> {
            if (!one.lengths.areEqual()) {
                different.put(chain, one.lengths);
            }
        });
        return different;
    }

    /** Tells the sizes that follow: as many series as there are lengths, and the instants of the longest. */
    void tell(PlateSizes sizes) {
        known.forEach((chain, one) -> {
            sizes.infer(Objects.requireNonNull(chain.parent()), one.lengths.count(), one.source);
            sizes.infer(chain, one.lengths.longest(), one.source);
        });
    }

    private void add(Entry entry) {
        Plate chain = Objects.requireNonNull(Series.chain(entry.variable()));
        Lengths lengths = Objects.requireNonNull(entry.lengths());
        String source = "'" + entry.variable().name() + "'";
        Known before = known.putIfAbsent(chain, new Known(lengths, source));
        if (before != null) {
            check(chain, before, lengths, source);
        }
    }

    /** Values without lengths of their own: every series has as many. */
    private void checkAlike(Entry entry) {
        Variable variable = entry.variable();
        for (Axis axis : variable.axes()) {
            Known before = known.get(axis.plate());
            if (before != null && variable.axes().size() == 2 && axis.plate().equals(Series.chain(variable))) {
                int series = entry.rows() == Entry.UNKNOWN_ROWS ? before.lengths.count() : entry.rows();
                int[] alike = new int[series];
                Arrays.fill(alike, Math.max(1, entry.elements() / series));
                check(axis.plate(), before, Lengths.of(axis.plate().name(), alike), "'" + variable.name() + "'");
            } else {
                ModelException.require(
                        before == null || before.lengths.areEqual(),
                        "'%s' lives in %s, but the series of '%s' have different lengths: %s (from %s). Bind the instants of each series (double[][][]) to a"
                                + " variable of [series, %s, …].",
                        variable.name(),
                        variable.axes(),
                        axis,
                        before == null ? "" : before.lengths,
                        before == null ? "" : before.source,
                        axis);
            }
        }
    }

    private static void check(Plate chain, Known before, Lengths lengths, String source) {
        ModelException.require(
                before.lengths.count() == lengths.count(),
                "chain '%s' has %d series from %s, but %d from %s. All variables of a chain need the same series.",
                chain.name(),
                before.lengths.count(),
                before.source,
                lengths.count(),
                source);
        int series = before.lengths.firstDifference(lengths);
        ModelException.require(
                series < 0,
                "chain '%s' has lengths %s from %s, but %s from %s: %d and %d for series %d. All variables of a chain need the same instants; write NaN for a"
                        + " missing value.",
                chain.name(),
                before.lengths,
                before.source,
                lengths,
                source,
                series < 0 ? 0 : before.lengths.of(series),
                series < 0 ? 0 : lengths.of(series),
                series + 1);
    }
}
