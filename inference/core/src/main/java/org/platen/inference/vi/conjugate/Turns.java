package org.platen.inference.vi.conjugate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.lower.Term;
import org.platen.inference.vi.factor.BetaFactor;
import org.platen.inference.vi.factor.DirichletFactor;
import org.platen.inference.vi.factor.FactorFamily;
import org.platen.inference.vi.factor.MultivariateNormalFactor;
import org.platen.inference.vi.factor.NormalFactor;

/**
 * Groups of variables that are updated at once: no two of a group meet in a log density. Local variables come first and have several turns, as in Blei, Ng and
 * Jordan (2003), figure 6: with them far from their best, global ones would settle in a poor place. Then come probabilities, locations, and spreads and rates.
 */
public final class Turns {

    /** Turns of local variables in one iteration. */
    private static final int LOCAL_TURNS = 5;

    private Turns() {}

    static List<List<RandomVariable>> of(Model model, Conjugacy conjugacy, Set<RandomVariable> enumerated) {
        Set<RandomVariable> local = Locals.of(model, conjugacy, enumerated);
        List<List<RandomVariable>> all = groups(model, conjugacy);
        List<List<RandomVariable>> turns = new ArrayList<>();
        for (int turn = 0; turn < LOCAL_TURNS; turn++) {
            turns.addAll(among(all, local::contains));
        }
        turns.addAll(among(all, variable -> !local.contains(variable)));
        return turns;
    }

    private static List<List<RandomVariable>> among(
            List<List<RandomVariable>> groups, Predicate<RandomVariable> which) {
        return groups.stream()
                .map(group -> group.stream().filter(which).toList())
                .filter(group -> !group.isEmpty())
                .toList();
    }

    /** All variables with factors in groups, no two of which meet in a log density. */
    public static List<List<RandomVariable>> groups(Model model, Conjugacy conjugacy) {
        Map<RandomVariable, Set<RandomVariable>> meeting = new LinkedHashMap<>();
        for (Term term : Term.of(model)) {
            Set<RandomVariable> together = conjugacy.readBy(term);
            together.forEach(variable -> meeting.computeIfAbsent(variable, key -> new LinkedHashSet<>())
                    .addAll(together));
        }
        List<RandomVariable> ordered = meeting.keySet().stream()
                .sorted(Comparator.comparing(
                        variable -> stage(conjugacy.factors().family(variable))))
                .toList();
        List<List<RandomVariable>> groups = new ArrayList<>();
        for (RandomVariable variable : ordered) {
            Set<RandomVariable> others = Objects.requireNonNull(meeting.get(variable));
            groups.stream()
                    .filter(group -> group.stream().noneMatch(others::contains))
                    .findFirst()
                    .orElseGet(() -> {
                        groups.add(new ArrayList<>());
                        return groups.get(groups.size() - 1);
                    })
                    .add(variable);
        }
        return groups;
    }

    private static int stage(FactorFamily family) {
        if (family instanceof BetaFactor || family instanceof DirichletFactor) {
            return 0;
        }
        return family instanceof NormalFactor || family instanceof MultivariateNormalFactor ? 1 : 2;
    }
}
