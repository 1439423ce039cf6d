package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.platen.inference.lower.Term;

/** What every user of a variable contributes to its update. */
final class Uses {

    private Uses() {}

    /** The contribution of each user; null when {@code use} knows none for one of them, so that the rule does not fit. */
    static <U> @Nullable List<U> all(List<Term> users, Function<Term, @Nullable U> use) {
        List<U> uses = new ArrayList<>();
        for (Term user : users) {
            U own = use.apply(user);
            if (own == null) {
                return null;
            }
            uses.add(own);
        }
        return uses;
    }
}
