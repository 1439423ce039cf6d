package org.platen.inference.amortized;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.dsl.render.Story;
import org.platen.inference.data.Data;
import org.platen.inference.em.DeclaredConstants;
import org.platen.inference.em.FitIdentity;
import org.platen.inference.train.Schedule;
import org.platen.inference.train.TrainingBackend;

/** What training depends on; the number of epochs is not part of it, so that there may be more of them. */
final class TrainingIdentity {

    private TrainingIdentity() {}

    /** @param lengths of what is trained, by name */
    static FitIdentity of(
            Model model, Data data, AmortizedOptions options, TrainingBackend backend, Map<String, Integer> lengths) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("engine", "AmortizedVi");
        facts.put("model", model.name());
        List<String> story = Story.of(model).lines().toList();
        for (int i = 0; i < story.size(); i++) {
            facts.put("line " + (i + 1) + " of the model", story.get(i));
        }
        facts.put("hash of the model's constants", DeclaredConstants.fingerprint(model));
        lengths.forEach((name, length) -> facts.put("length of " + name, Integer.toString(length)));
        facts.put("fingerprint of the data", data.fingerprint());
        Objective objective = options.objective();
        facts.put("draws", Integer.toString(objective.draws()));
        facts.put("importance-weighted", Boolean.toString(objective.importanceWeighted()));
        facts.put("divergences in closed form", Boolean.toString(objective.closedForm()));
        facts.put("weight of divergences", numbers(objective.divergence()));
        facts.put("free bits", Double.toString(objective.freeBits()));
        facts.put("weight of the classifier", Double.toString(objective.classifier()));
        facts.put("binarised", new TreeSet<>(objective.binarised()).toString());
        AmortizedOptions.Schooling schooling = options.schooling();
        Schedule rate = schooling.optimizer().learningRate();
        facts.put("size of a batch", Integer.toString(schooling.batchSize()));
        facts.put("optimiser", schooling.optimizer().toString().replace(rate.toString(), numbers(rate)));
        facts.put("share held out", Double.toString(schooling.validation()));
        facts.put("patience", Integer.toString(schooling.patience()));
        facts.put("seed", Long.toString(options.control().seed()));
        facts.put("backend", backend.getClass().getSimpleName());
        return new FitIdentity(facts);
    }

    /** At the steps 0, 1, 2, 4, 8 and so on: a schedule of the caller's own may have no text that is the same another time. */
    private static String numbers(Schedule schedule) {
        List<Double> numbers = IntStream.rangeClosed(0, 24)
                .mapToObj(power -> schedule.at(power == 0 ? 0 : 1L << power - 1))
                .toList();
        return numbers.stream().distinct().count() == 1 ? numbers.get(0).toString() : numbers.toString();
    }
}
