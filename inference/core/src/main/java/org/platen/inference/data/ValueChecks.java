package org.platen.inference.data;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;

/** Whether values are finite and lie where they must; missing values only in observed variables. */
final class ValueChecks {

    private ValueChecks() {}

    static Column check(Entry entry, PlateSizes sizes) {
        int rows = sizes.rows(entry);
        checkEntries(entry, rows);
        boolean missing = hasMissing(entry);
        if (missing && entry.variable() instanceof Given) {
            throw missingGiven(entry, rows);
        }
        boolean partly = missing && hasPartlyMissingEvents(entry.values());
        if (entry.variable() instanceof RandomVariable random) {
            EventChecks.check(entry, random.distribution().support(), rows);
        }
        return new Column(
                entry.variable(),
                entry.values(),
                missing,
                partly,
                entry.origin().labels());
    }

    private static void checkEntries(Entry entry, int rows) {
        EntryRange range = EntryRange.of(entry.variable());
        double[][] values = entry.values();
        for (int e = 0; e < values.length; e++) {
            int wrong = range.firstOutside(values[e]);
            if (wrong >= 0) {
                double found = values[e][wrong];
                throw new ModelException(String.format(
                        "'%s', %s: found %s, expected %s",
                        entry.variable().name(), entry.place(wrong, e, rows), number(found), range.expected(found)));
            }
        }
    }

    private static boolean hasMissing(Entry entry) {
        for (double[] values : entry.values()) {
            if (firstMissing(entry, values) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static int firstMissing(Entry entry, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != values[i] && entry.exists(i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean hasPartlyMissingEvents(double[][] values) {
        for (int i = 0; i < values[0].length; i++) {
            boolean first = Double.isNaN(values[0][i]);
            for (int e = 1; e < values.length; e++) {
                if (Double.isNaN(values[e][i]) != first) {
                    return true;
                }
            }
        }
        return false;
    }

    private static ModelException missingGiven(Entry entry, int rows) {
        double[][] values = entry.values();
        int e = 0;
        while (firstMissing(entry, values[e]) < 0) {
            e++;
        }
        return new ModelException(String.format(
                "'%s', %s: the value is missing, and a given variable has no distribution to fill it in from. Leave the row out, or declare the variable with"
                        + " observed(…) and a distribution.",
                entry.variable().name(), entry.place(firstMissing(entry, values[e]), e, rows)));
    }

    /** A number as the user wrote it: integers without a decimal point. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** The support of the values that data for {@code variable} can have. */
    static Support support(Variable variable) {
        if (variable instanceof RandomVariable random) {
            return random.distribution().support();
        }
        if (variable instanceof Given given) {
            Covariate covariate = given.covariate();
            boolean integers = covariate.indexed() != null || covariate.categories() > 0;
            int last = covariate.categories() == 0 ? Integer.MAX_VALUE : covariate.categories() - 1;
            return integers ? new Support.Integers(0, last, given.indexDomain().orElse(null)) : Support.REAL;
        }
        return Support.REAL;
    }
}
