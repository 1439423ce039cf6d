package org.platen.inference.data;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Binomial;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Multinomial;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;

/** Whether counts fit the number of trials, where that is a constant or given for each element. */
final class TrialsChecks {

    private TrialsChecks() {}

    static void check(Data data, PlateSizes sizes) {
        for (Entry entry : data.entries().values()) {
            if (entry.variable() instanceof RandomVariable random) {
                Distribution distribution = random.distribution();
                if (distribution instanceof Binomial binomial) {
                    checkSuccesses(entry, trials(entry, binomial.trials(), data), sizes);
                } else if (distribution instanceof Multinomial multinomial) {
                    checkTotals(entry, trials(entry, multinomial.trials(), data), sizes);
                }
            }
        }
    }

    /** The trials of each element, or null where they are not known before the fit. */
    private static @Nullable IntToDoubleFunction trials(Entry entry, Expr trials, Data data) {
        if (trials instanceof Constant constant
                && constant.axes().isEmpty()
                && constant.shape().isScalar()) {
            double value = constant.values()[0];
            return element -> value;
        }
        Entry given = trials instanceof Variable variable ? data.entries().get(variable) : null;
        boolean alike = given != null
                && given.values().length == 1
                && List.copyOf(given.variable().axes())
                        .equals(List.copyOf(entry.variable().axes()));
        if (given == null || !alike) {
            return null;
        }
        double[] values = given.values()[0];
        return element -> values[element];
    }

    private static void checkSuccesses(Entry entry, @Nullable IntToDoubleFunction trials, PlateSizes sizes) {
        if (trials == null) {
            return;
        }
        for (int e = 0; e < entry.values().length; e++) {
            double[] counts = entry.values()[e];
            for (int i = 0; i < counts.length; i++) {
                double most = trials.applyAsDouble(i);
                if (counts[i] > most) {
                    throw new ModelException(String.format(
                            "'%s', %s: found %s successes in %s trials, expected at most as many as trials",
                            entry.variable().name(),
                            entry.place(i, e, sizes.rows(entry)),
                            ValueChecks.number(counts[i]),
                            ValueChecks.number(most)));
                }
            }
        }
    }

    private static void checkTotals(Entry entry, @Nullable IntToDoubleFunction trials, PlateSizes sizes) {
        if (trials == null) {
            return;
        }
        for (int i = 0; i < entry.elements(); i++) {
            double total = 0;
            for (double[] counts : entry.values()) {
                total += counts[i];
            }
            double expected = trials.applyAsDouble(i);
            if (total < expected || total > expected) {
                throw new ModelException(String.format(
                        "'%s', %s: found counts with sum %s, expected the number of trials, %s. Give the trials of each row as a given variable.",
                        entry.variable().name(),
                        entry.row(i, sizes.rows(entry)),
                        ValueChecks.number(total),
                        ValueChecks.number(expected)));
            }
        }
    }
}
