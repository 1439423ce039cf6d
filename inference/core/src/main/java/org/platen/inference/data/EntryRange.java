package org.platen.inference.data;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Dim;

/**
 * What a single entry must satisfy, apart from missing ones: finite, within closed bounds, and an integer where the support is.
 *
 * @param lower least value allowed, finite
 * @param upper greatest value allowed, finite
 */
record EntryRange(Variable variable, Support support, double lower, double upper, boolean integer) {

    static EntryRange of(Variable variable) {
        Support support = ValueChecks.support(variable);
        Bounds bounds = support.bounds();
        return new EntryRange(
                variable,
                support,
                Math.max(bounds.lower(), -Double.MAX_VALUE),
                Math.min(bounds.upper(), Double.MAX_VALUE),
                support.isDiscrete());
    }

    /** The index of the first value that is wrong, or −1. */
    int firstOutside(double[] values) {
        return integer ? firstOutsideOrFractional(values) : firstOutsideBounds(values);
    }

    private int firstOutsideBounds(double[] values) {
        double low = lower;
        double high = upper;
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            if (value < low || value > high) {
                return i;
            }
        }
        return -1;
    }

    private int firstOutsideOrFractional(double[] values) {
        double low = lower;
        double high = upper;
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            if (value < low || value > high || (value != Math.rint(value) && value == value)) {
                return i;
            }
        }
        return -1;
    }

    /** What was expected instead of {@code found}, and how to get there. */
    String expected(double found) {
        if (Double.isInfinite(found)) {
            return "a finite number. Leave the row out"
                    + (variable instanceof Given ? "." : ", or write NaN when the value is missing.");
        }
        return what() + " " + reason() + ". " + fix(found);
    }

    private String what() {
        String kind = integer ? "an integer" : "a number";
        boolean below = lower > -Double.MAX_VALUE;
        boolean above = upper < Double.MAX_VALUE;
        if (below && above) {
            return kind + " from " + ValueChecks.number(lower) + " to " + ValueChecks.number(upper);
        }
        if (below) {
            return kind + " not below " + ValueChecks.number(lower);
        }
        return above ? kind + " not above " + ValueChecks.number(upper) : kind;
    }

    private String reason() {
        if (variable instanceof RandomVariable random) {
            return "(the support of " + random.distribution().family() + ")";
        }
        Dim domain = variable.indexDomain().orElse(null);
        return domain != null && domain.label() != null
                ? "(an element of plate '" + domain.label().name() + "')"
                : "(a category)";
    }

    private String fix(double found) {
        if (isCategory() && found >= lower) {
            return found == Math.rint(found)
                    ? "Codes count from 0: subtract 1 from codes that count from 1, or read them with table.categories(…)."
                    : "Categories are coded 0, 1, …; read them with table.categories(…).";
        }
        return variable instanceof Given
                ? "Correct the value, or declare the variable as a real covariate."
                : "Correct the value, transform the data, or choose a distribution with another support.";
    }

    /** Integers that name something, unlike counts. */
    private boolean isCategory() {
        return support instanceof Support.Integers integers
                && (variable instanceof Given || integers.index() != null || support.equals(Support.BOOLEAN));
    }
}
