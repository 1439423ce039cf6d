package org.platen.inference.data;

import java.util.BitSet;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/** Given variables that index a plate whose size comes from the data. Their values are known to be integers from 0. */
final class IndexChecks {

    private IndexChecks() {}

    static void check(Model model, Data data, PlateSizes sizes) {
        for (Given given : model.givens()) {
            Plate plate = given.covariate().indexed();
            if (plate != null && plate.sizedByData()) {
                checkIndex(java.util.Objects.requireNonNull(data.entries().get(given)), plate, sizes);
            }
        }
    }

    private static void checkIndex(Entry entry, Plate plate, PlateSizes sizes) {
        double[] values = entry.values()[0];
        int largest = largest(values);
        int labels = entry.origin().labels().size();
        if (!sizes.has(plate) && labels > 0) {
            sizes.infer(plate, labels, "the categories of '" + entry.variable().name() + "'");
        }
        if (!sizes.has(plate)) {
            requireAllOccur(entry, plate, values, largest);
            sizes.infer(
                    plate,
                    (int) values[largest] + 1,
                    "the largest value of '" + entry.variable().name() + "'");
        }
        ModelException.require(
                values[largest] < sizes.size(plate),
                "'%s', %s: found %s, expected at most %d, for plate '%s' has %d elements (from %s) counted from 0. Subtract 1 from codes that count from 1, or"
                        + " read them with table.categories(…).",
                entry.variable().name(),
                entry.place(largest, 0, sizes.rows(entry)),
                ValueChecks.number(values[largest]),
                sizes.size(plate) - 1,
                plate.name(),
                sizes.size(plate),
                sizes.source(plate));
    }

    /** A size that only the index tells is trusted when the codes leave no gap: postal codes do not make a plate of 99,999 elements. */
    private static void requireAllOccur(Entry entry, Plate plate, double[] values, int largest) {
        BitSet found = new BitSet();
        for (double value : values) {
            if (value < values.length) {
                found.set((int) value);
            }
        }
        int gap = found.nextClearBit(0);
        ModelException.require(
                gap > values[largest],
                "the size of plate '%s' would follow from '%s', but its codes run to %s and %d does not occur. Give the size with Data.size(plate, n), or read"
                        + " the codes with table.categories(…), which leaves no gaps.",
                plate.name(),
                entry.variable().name(),
                ValueChecks.number(values[largest]),
                gap);
    }

    private static int largest(double[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[largest]) {
                largest = i;
            }
        }
        return largest;
    }
}
