package org.platen.inference.amortized;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.inference.checkpoint.FitIdentity;
import org.platen.inference.data.Data;
import org.platen.inference.train.Schedule;
import org.platen.inference.train.TrainingBackend;

/** What training depends on; the number of epochs is not part of it, so that there may be more of them. */
final class TrainingIdentity {

    private TrainingIdentity() {}

    /** @param lengths of what is trained, by name */
    static FitIdentity of(
            Model model, Data data, AmortizedOptions options, TrainingBackend backend, Map<String, Integer> lengths) {
        Objective objective = options.objective();
        AmortizedOptions.Schooling schooling = options.schooling();
        Schedule rate = schooling.optimizer().learningRate();
        FitIdentity identity = FitIdentity.of("AmortizedVi", model);
        for (Map.Entry<String, Integer> length : lengths.entrySet()) {
            identity = identity.with("length of " + length.getKey(), length.getValue());
        }
        return identity.with("fingerprint of the data", data.fingerprint())
                .with("draws", objective.draws())
                .with("importance-weighted", objective.importanceWeighted())
                .with("divergences in closed form", objective.closedForm())
                .with("weight of divergences", numbers(objective.divergence()))
                .with("free bits", objective.freeBits())
                .with("weight of the classifier", objective.classifier())
                .with("binarised", new TreeSet<>(objective.binarised()).toString())
                .with("size of a batch", schooling.batchSize())
                .with("optimiser", schooling.optimizer().toString().replace(rate.toString(), numbers(rate)))
                .with("share held out", schooling.validation())
                .with("patience", schooling.patience())
                .with("seed", options.control().run().seed())
                .with("backend", backend.getClass().getSimpleName());
    }

    /** At the steps 0, 1, 2, 4, 8 and so on: a schedule of the caller's own may have no text that is the same another time. */
    private static String numbers(Schedule schedule) {
        List<Double> numbers = IntStream.rangeClosed(0, 24)
                .mapToObj(power -> schedule.at(power == 0 ? 0 : 1L << power - 1))
                .toList();
        return numbers.stream().distinct().count() == 1 ? numbers.get(0).toString() : numbers.toString();
    }
}
