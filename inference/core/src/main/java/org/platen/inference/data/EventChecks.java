package org.platen.inference.data;

import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.shape.ModelException;

/** What the entries of one event must satisfy together. Events with a missing entry are passed over. */
final class EventChecks {

    /** How far a sum of probabilities or a norm may be from one: files hold rounded numbers. */
    static final double TOLERANCE = 1e-6;

    private EventChecks() {}

    /** Says what is wrong with an event, or null. */
    private interface Rule {
        @Nullable
        String wrong(double[] event);
    }

    static void check(Entry entry, Support support, int rows) {
        Rule rule = rule(support);
        if (rule == null) {
            return;
        }
        double[][] values = entry.values();
        double[] event = new double[values.length];
        for (int i = 0; i < values[0].length; i++) {
            boolean complete = true;
            for (int e = 0; e < event.length; e++) {
                event[e] = values[e][i];
                complete &= event[e] == event[e];
            }
            String wrong = complete ? rule.wrong(event) : null;
            if (wrong != null) {
                throw new ModelException(
                        String.format("'%s', %s: %s", entry.variable().name(), entry.row(i, rows), wrong));
            }
        }
    }

    private static @Nullable Rule rule(Support support) {
        if (support instanceof Support.Simplex) {
            return EventChecks::sumsToOne;
        } else if (support instanceof Support.OneHot) {
            return EventChecks::hasASingleOne;
        } else if (support instanceof Support.Ordered) {
            return EventChecks::increases;
        } else if (support instanceof Support.PositiveDefinite matrix) {
            return event -> MatrixChecks.positiveDefinite(event, matrix.size());
        } else if (support instanceof Support.CholeskyFactor factor) {
            return event -> MatrixChecks.choleskyFactor(event, factor.size());
        } else if (support instanceof Support.CorrelationCholesky factor) {
            return event -> MatrixChecks.correlationCholesky(event, factor.size());
        }
        return null;
    }

    private static @Nullable String sumsToOne(double[] event) {
        double sum = sum(event);
        return Math.abs(sum - 1) <= TOLERANCE
                ? null
                : "found entries with sum " + sum
                        + ", expected probabilities that sum to 1. Divide each row by its sum.";
    }

    private static @Nullable String hasASingleOne(double[] event) {
        double sum = sum(event);
        return sum == 1
                ? null
                : "found " + ValueChecks.number(sum)
                        + " ones, expected a single one and zeros elsewhere (one-hot). Give integer codes to a categorical instead.";
    }

    private static @Nullable String increases(double[] event) {
        for (int e = 1; e < event.length; e++) {
            if (!(event[e - 1] < event[e])) {
                return "found " + event[e - 1] + " before " + event[e]
                        + ", expected increasing entries. Sort the columns.";
            }
        }
        return null;
    }

    private static double sum(double[] event) {
        double sum = 0;
        for (double value : event) {
            sum += value;
        }
        return sum;
    }
}
