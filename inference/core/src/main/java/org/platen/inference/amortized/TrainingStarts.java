package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.engine.Halt;
import org.platen.inference.fit.TextTable;
import org.platen.inference.train.TrainingBackend;

/** Trainings from different starts, one after the other, of which the one of the lowest loss is taken. */
record TrainingStarts(
        Model model, Data data, Binding binding, Unknowns unknowns, AmortizedOptions options, TrainingBackend backend) {

    /** Losses further apart than this part of 1 + |loss| are those of different solutions. */
    private static final double DISAGREEMENT = 0.01;

    /** @throws ModelException when all fail */
    AmortizedFit run() {
        Halt halt = options.control().run().halt();
        int restarts = options.schooling().restarts();
        if (restarts == 1 || options.files().kept().from() != null) {
            return new Training(model, data, binding, unknowns, options, backend, 1, halt).run();
        }
        List<AmortizedFit> fits = new ArrayList<>();
        ModelException failure = null;
        int failures = 0;
        for (int start = 1; start <= restarts && (start == 1 || halt.reason() == null); start++) {
            AmortizedOptions own = options.with(options.files().ofStart(start));
            try {
                fits.add(new Training(model, data, binding, unknowns, own, backend, start, halt).run());
            } catch (ModelException e) {
                failures++;
                failure = failure == null ? e : failure;
            }
        }
        AmortizedFit best = fits.stream()
                .min(Comparator.comparingDouble(fit -> loss(fit.history())))
                .orElse(null);
        if (best == null) {
            throw failure == null ? new ModelException("no training was begun") : failure;
        }
        return best.amongStarts(warnings(fits, failures, failure));
    }

    /** The lowest loss of the rows held out, or the average of the last epoch. */
    static double loss(List<TrainingProgress> history) {
        double heldOut = history.stream()
                .flatMapToDouble(report -> report.validationLoss().stream())
                .min()
                .orElse(Double.NaN);
        if (!Double.isNaN(heldOut)) {
            return heldOut;
        }
        int last = history.isEmpty() ? 0 : history.get(history.size() - 1).epoch();
        return history.stream()
                .filter(report -> report.epoch() == last)
                .mapToDouble(TrainingProgress::loss)
                .average()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private List<String> warnings(List<AmortizedFit> fits, int failures, @Nullable ModelException failure) {
        List<String> warnings = new ArrayList<>();
        double[] losses =
                fits.stream().mapToDouble(fit -> loss(fit.history())).sorted().toArray();
        double most = losses[losses.length - 1];
        if (most - losses[0] > DISAGREEMENT * (1 + Math.abs(losses[0]))) {
            warnings.add(
                    "starts disagree: their losses are "
                            + fits.stream()
                                    .map(fit -> TextTable.number(loss(fit.history())))
                                    .collect(Collectors.joining(", "))
                            + ". There are several solutions, of which this is the best found; more restarts or epochs may find a better one.");
        }
        if (failure != null) {
            warnings.add(failures + " of " + (fits.size() + failures) + " starts failed: " + failure.getMessage());
        }
        return warnings;
    }
}
