package org.platen.cli.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.choice.HeldOut;

/** Fits of all engines by the log density of rows that none of them has seen. */
final class HeldOutRows {

    private static final Measure DENSITY = Measure.largest("logDensity", "log density a row");
    private static final Measure DIFFERENCE = Measure.plain("difference", "difference");

    private HeldOutRows() {}

    /** @throws ModelException when the fits make different numbers of rows of the same table */
    static Scale of(List<Contender> contenders) {
        Map<String, HeldOut> densities = new LinkedHashMap<>();
        List<Judged> judged = new ArrayList<>();
        for (Contender contender : contenders) {
            judged.add(Judged.of(contender, () -> {
                HeldOut rows = new HeldOut(contender.fit().logDensity(contender.data()), 1);
                densities.put(contender.name(), rows);
                return new Judged(contender.name(), contender.engine(), Map.of(), List.of())
                        .with(DENSITY, rows.mean(), rows.standardError());
            }));
        }
        Set<Integer> rows = densities.values().stream()
                .map(one -> one.logDensities().length)
                .collect(Collectors.toSet());
        ModelException.require(
                rows.size() <= 1,
                "the fits make %s rows of the table, and are compared row by row: where some have series and others none, they cannot be",
                rows);
        judged.sort(Comparator.comparingDouble(one -> {
            double value = one.value(DENSITY.name());
            return Double.isNaN(value) ? Double.POSITIVE_INFINITY : -value;
        }));
        HeldOut best = densities.get(judged.get(0).name());
        List<Judged> all = judged.stream()
                .map(one -> compared(one, densities.get(one.name()), best))
                .toList();
        return new Scale("Log density of rows that no fit has seen", all, List.of(DENSITY, DIFFERENCE), DENSITY);
    }

    private static Judged compared(Judged one, @Nullable HeldOut own, @Nullable HeldOut best) {
        if (own == null || best == null) {
            return one;
        }
        double[] differences = own.logDensities();
        double[] others = best.logDensities();
        for (int i = 0; i < differences.length; i++) {
            differences[i] -= others[i];
        }
        HeldOut difference = new HeldOut(differences, 1);
        return one.with(DIFFERENCE, difference.mean(), difference.standardError());
    }
}
