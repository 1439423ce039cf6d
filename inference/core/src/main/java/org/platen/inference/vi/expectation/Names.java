package org.platen.inference.vi.expectation;

import java.util.Collection;
import java.util.stream.Collectors;
import org.platen.dsl.model.RandomVariable;

/** Names of variables in sentences. */
final class Names {

    private Names() {}

    static String of(Collection<RandomVariable> variables) {
        return variables.stream().map(variable -> "'" + variable.name() + "'").collect(Collectors.joining(" and "));
    }
}
