package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.Collections;
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
        List<Double> losses = new ArrayList<>();
        AmortizedFit best = null;
        double lowest = Double.NaN;
        ModelException failure = null;
        int failures = 0;
        for (int start = 1; start <= restarts && (start == 1 || halt.reason() == null); start++) {
            AmortizedOptions own = options.with(options.files().ofStart(start));
            try {
                AmortizedFit fit = new Training(model, data, binding, unknowns, own, backend, start, halt).run();
                double loss = loss(fit.history());
                losses.add(loss);
                if (best == null || Double.compare(loss, lowest) < 0) {
                    best = fit;
                    lowest = loss;
                }
            } catch (ModelException e) {
                failures++;
                failure = failure == null ? e : failure;
            }
        }
        if (best == null) {
            throw failure == null ? new ModelException("no training was begun") : failure;
        }
        return best.amongStarts(warnings(losses, failures, failure));
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

    private static List<String> warnings(List<Double> losses, int failures, @Nullable ModelException failure) {
        List<String> warnings = new ArrayList<>();
        double least = Collections.min(losses);
        double most = Collections.max(losses);
        if (most - least > DISAGREEMENT * (1 + Math.abs(least))) {
            warnings.add(
                    "starts disagree: their losses are "
                            + losses.stream().map(TextTable::number).collect(Collectors.joining(", "))
                            + ". There are several solutions, of which this is the best found; more restarts or epochs may find a better one.");
        }
        if (failure != null) {
            warnings.add(failures + " of " + (losses.size() + failures) + " starts failed: " + failure.getMessage());
        }
        return warnings;
    }
}
