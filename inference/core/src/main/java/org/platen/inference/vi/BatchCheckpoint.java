package org.platen.inference.vi;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.render.Story;
import org.platen.dsl.shape.Plate;
import org.platen.inference.em.CheckpointFile;
import org.platen.inference.em.DeclaredConstants;
import org.platen.inference.em.FitIdentity;
import org.platen.inference.em.Section;
import org.platen.inference.vi.batch.Portions;
import org.platen.inference.vi.batch.Saved;

/**
 * A fit in batches on the way: enough to go on from there to the same end.
 *
 * @param identity what is fitted, to what and how; passes are not part of it, so that there may be more of them
 * @param file where it is written, or null for nowhere
 */
record BatchCheckpoint(FitIdentity identity, @Nullable Path file) {

    private static final String FIT = "fit";
    private static final String STATE = "state";

    static BatchCheckpoint of(Model model, Portions portions, ViOptions options) {
        Batching batching = Objects.requireNonNull(options.shape().batching());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("engine", "MeanFieldVi in batches");
        facts.put("model", model.name());
        List<String> story = Story.of(model).lines().toList();
        for (int i = 0; i < story.size(); i++) {
            facts.put("line " + (i + 1) + " of the model", story.get(i));
        }
        facts.put("hash of the model's constants", DeclaredConstants.fingerprint(model));
        for (Plate plate : portions.plates()) {
            facts.put("elements of " + plate, Integer.toString(portions.elements(plate)));
            facts.put("elements of " + plate + " in a batch", Integer.toString(portions.size(plate)));
        }
        facts.put("a few elements", portions.some(1, 0).data().fingerprint());
        facts.put("delay", Double.toString(batching.delay()));
        facts.put("forgetting", Double.toString(batching.forgetting()));
        facts.put("conjugate", Boolean.toString(options.shape().conjugate()));
        facts.put("seed", Long.toString(options.seed()));
        return new BatchCheckpoint(new FitIdentity(facts), file(options));
    }

    private static @Nullable Path file(ViOptions options) {
        return options.files().checkpoint();
    }

    void write(Saved state) {
        if (file == null) {
            return;
        }
        Section numbers = new Section(STATE);
        for (Map.Entry<String, double[]> one : state.numbers().entrySet()) {
            numbers = numbers.withNumbers(one.getKey(), one.getValue());
        }
        CheckpointFile.write(file, List.of(new Section(FIT, identity.facts()), numbers));
    }

    /** @throws ModelException when the file is no whole checkpoint, or one of something else */
    Saved read(Path from) {
        Map<String, Section> sections = new LinkedHashMap<>();
        CheckpointFile.read(from).forEach(section -> sections.put(section.title(), section));
        new FitIdentity(sections.getOrDefault(FIT, new Section(FIT)).entries()).requireSame(identity, from);
        Section state = sections.getOrDefault(STATE, new Section(STATE));
        Map<String, double[]> numbers = new LinkedHashMap<>();
        state.entries().keySet().forEach(name -> numbers.put(name, state.numbers(name)));
        return new Saved(numbers);
    }
}
