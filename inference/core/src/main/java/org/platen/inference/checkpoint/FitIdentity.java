package org.platen.inference.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.platen.dsl.model.Model;
import org.platen.dsl.render.Story;
import org.platen.dsl.shape.ModelException;

/**
 * What is fitted, to what and how: all that the numbers of a fit depend on.
 *
 * @param facts in words, in order
 */
public record FitIdentity(Map<String, String> facts) {

    /** Where nobody asks. */
    public static final FitIdentity UNKNOWN = new FitIdentity(Map.of());

    private static final String FIT = "fit";

    /** A copy. */
    public FitIdentity {
        facts = new LinkedHashMap<>(facts);
    }

    /** Of an engine's fit of a model: its name, its story line by line, and every number in its declaration. */
    public static FitIdentity of(String engine, Model model) {
        FitIdentity identity = UNKNOWN.with("engine", engine).with("model", model.name());
        List<String> story = Story.of(model).lines().toList();
        for (int i = 0; i < story.size(); i++) {
            identity.facts.put("line " + (i + 1) + " of the model", story.get(i));
        }
        return identity.with("hash of the model's constants", DeclaredConstants.fingerprint(model));
    }

    /** The one that numbers begin with. */
    public static FitIdentity of(NumbersFile numbers) {
        return numbers.sections().stream()
                .filter(section -> section.title().equals(FIT))
                .findFirst()
                .map(section -> new FitIdentity(section.entries()))
                .orElse(UNKNOWN);
    }

    /** Numbers of such a fit, beginning with this. */
    public NumbersFile before(NumbersFile numbers) {
        List<Section> sections = new ArrayList<>(List.of(new Section(FIT, facts)));
        sections.addAll(numbers.sections());
        return new NumbersFile(sections, numbers.tensors());
    }

    /** This with one more fact. */
    public FitIdentity with(String fact, Object value) {
        FitIdentity more = new FitIdentity(facts);
        more.facts.put(fact, value.toString());
        return more;
    }

    /** @throws ModelException with the first difference between this, of {@code source}, and what is about to be fitted */
    public void requireSame(FitIdentity here, Object source) {
        Set<String> all = new LinkedHashSet<>(here.facts.keySet());
        all.addAll(facts.keySet());
        for (String fact : all) {
            String there = facts.getOrDefault(fact, "nothing");
            String now = here.facts.getOrDefault(fact, "nothing");
            ModelException.require(
                    there.equals(now),
                    "cannot resume from %s: %s was '%s' there and is '%s' here. Resume with the model, data and options it was made with, or begin anew without resume.",
                    source,
                    fact,
                    there,
                    now);
        }
    }
}
