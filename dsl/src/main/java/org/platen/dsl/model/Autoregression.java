package org.platen.dsl.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.expr.EntryReads;
import org.platen.dsl.shape.ModelException;

/**
 * How the entries of an event depend on each other.
 *
 * @param earlier what stands for the event in its own distribution
 * @param before for each entry, row-major, all those that must be known before it is drawn
 */
public record Autoregression(Earlier earlier, List<BitSet> before) {

    /** Copies. */
    public Autoregression {
        before = copies(before);
    }

    /** Copies. */
    @Override
    public List<BitSet> before() {
        return copies(before);
    }

    private static List<BitSet> copies(List<BitSet> sets) {
        return sets.stream().map(set -> (BitSet) set.clone()).toList();
    }

    /** @throws ModelException when an entry depends on itself */
    static Autoregression of(Earlier earlier, Distribution distribution) {
        int entries = earlier.shape().size();
        List<BitSet> before = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            before.add(new BitSet());
        }
        for (Argument argument : distribution.arguments()) {
            List<BitSet> reads = EntryReads.of(argument.value(), earlier);
            int share = Math.max(1, reads.size() / entries);
            for (int i = 0; i < share * entries; i++) {
                before.get(i / share).or(reads.get(reads.size() == 1 ? 0 : i));
            }
        }
        close(before);
        for (int i = 0; i < entries; i++) {
            ModelException.require(
                    !before.get(i).get(i),
                    "entry %d of '%s' is drawn given itself, directly or through other entries. Let each entry read only those before it in some order: masks of"
                            + " networks (Masks.made and maskedDense, maskedConvolution) see to it",
                    i + 1,
                    earlier.of());
        }
        return new Autoregression(earlier, before);
    }

    /** Whatever must be known before something that must be known (Warshall 1962). */
    private static void close(List<BitSet> before) {
        for (int k = 0; k < before.size(); k++) {
            for (BitSet own : before) {
                if (own.get(k)) {
                    own.or(before.get(k));
                }
            }
        }
    }

    /** Whether an entry must be known before another one is drawn. */
    public boolean isBefore(int entry, int other) {
        return before.get(other).get(entry);
    }

    /** Whether one of {@code others} must be known before an entry is drawn. */
    public boolean isAfterAny(int entry, BitSet others) {
        return before.get(entry).intersects(others);
    }
}
