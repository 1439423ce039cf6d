package org.platen.inference.em.rule;

import java.util.List;
import java.util.Optional;
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
}
