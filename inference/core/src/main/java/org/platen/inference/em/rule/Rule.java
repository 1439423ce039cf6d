package org.platen.inference.em.rule;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.inference.lower.Term;

/** A closed-form M-step. */
public interface Rule {

    /** What it is called in reports, for example {@code "Normal mean"}. */
    String name();

    /**
     * Whether entries are maximised over one by one, each with a single peak: in a narrower interval each is then most likely at the nearer end where the
     * peak is outside.
     */
    default boolean entryByEntry() {
        return true;
    }

    /**
     * The update of {@code target}, if every use of it fits this rule.
     *
     * @param target a parameter, or a latent variable that is estimated at its mode
     * @param users the variables whose distributions depend on the target
     * @param workbench where statistics and arguments are asked for; nothing is asked for unless the rule fits
     */
    Optional<Update> match(Variable target, List<Term> users, Workbench workbench);

    /**
     * The updates of all variables that fit this rule, in the order in which they are made. A rule that maximises over several variables at once knows here
     * which they are.
     *
     * @param open the variables that have no update yet
     */
    default Map<Variable, Update> matches(Collection<Variable> open, Model model, Workbench workbench) {
        Map<Variable, Update> updates = new LinkedHashMap<>();
        for (Variable target : open) {
            match(target, Users.of(model, target), workbench).ifPresent(update -> updates.put(target, update));
        }
        return updates;
    }
}
