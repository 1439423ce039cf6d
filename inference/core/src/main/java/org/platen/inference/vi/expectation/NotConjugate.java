package org.platen.inference.vi.expectation;

import java.util.LinkedHashSet;
import java.util.Set;
import org.platen.dsl.model.RandomVariable;

/** An expectation that is no expression of expected statistics. The message says what stands in the way, for example {@code "exp(eta) is no power of 'eta'"}. */
public final class NotConjugate extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Set<RandomVariable> variables;

    /** @param variables those whose factors would have to be of another kind */
    public NotConjugate(Set<RandomVariable> variables, String message) {
        super(message);
        this.variables = Set.copyOf(variables);
    }

    /** The variables that stand in the way. */
    public Set<RandomVariable> variables() {
        return variables == null ? Set.of() : new LinkedHashSet<>(variables);
    }
}
