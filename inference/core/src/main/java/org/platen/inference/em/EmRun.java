package org.platen.inference.em;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one start of EM went.
 *
 * @param number which start
 * @param estimates the last good ones
 * @param trace the objective at each E-step
 * @param logPrior of the estimates
 * @param reason why it stopped
 * @param failure what went wrong, or null when the estimates are a solution
 */
record EmRun(
        int number,
        Estimates estimates,
        List<Double> trace,
        double logPrior,
        String reason,
        @Nullable String failure) {

    EmRun {
        trace = List.copyOf(trace);
    }

    double objective() {
        return trace.isEmpty() ? Double.NEGATIVE_INFINITY : trace.get(trace.size() - 1);
    }

    /** The objective at the E-step before the last. */
    double objectiveBefore() {
        return trace.size() < 2 ? Double.NEGATIVE_INFINITY : trace.get(trace.size() - 2);
    }

    /** How it ended, in words. */
    String describe() {
        return String.format(
                Locale.ROOT,
                "start %d: %s after %d iterations, objective %.6f",
                number + 1,
                reason,
                Math.max(0, trace.size() - 1),
                objective());
    }

    EmRun at(Estimates other) {
        return new EmRun(number, other, trace, logPrior, reason, failure);
    }

    /** Collects what {@link EmRun} holds while a start runs. Its standing may be asked for by another thread than the one that runs it. */
    static final class Builder {

        private static final String RUNNING = "not at its end";

        private final int number;
        private final List<Double> trace = new ArrayList<>();
        private Estimates estimates;
        private double logPrior;
        private double[] units = {};

        Builder(int number, Estimates start) {
            this.number = number;
            this.estimates = start;
        }

        /** Goes on from where a start stood. */
        Builder(Standing standing) {
            this(standing.run().number(), standing.run().estimates());
            trace.addAll(standing.run().trace());
            logPrior = standing.run().logPrior();
            units = standing.units();
        }

        synchronized void reached(Estimates at, double objective, double prior, double[] unitsOfStep) {
            estimates = at;
            trace.add(objective);
            logPrior = prior;
            units = unitsOfStep;
        }

        synchronized Standing standing() {
            return new Standing(new EmRun(number, estimates, trace, logPrior, RUNNING, null), units, false);
        }

        int number() {
            return number;
        }

        int iterations() {
            return trace.size() - 1;
        }

        EmRun ended(String reason) {
            return new EmRun(number, estimates, trace, logPrior, reason, null);
        }

        EmRun failed(String format, Object... arguments) {
            String failure = String.format(Locale.ROOT, format, arguments);
            return new EmRun(number, estimates, trace, logPrior, failure, failure);
        }
    }
}
