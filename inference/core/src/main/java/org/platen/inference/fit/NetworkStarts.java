package org.platen.inference.fit;

import java.util.Optional;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.Variable;

/** Where weights of networks start: as their layers say, the same in all engines for equal seeds. */
public final class NetworkStarts {

    private NetworkStarts() {}

    /**
     * The first value of a weight of a network; empty for any other variable.
     *
     * @param number of the start, from 0
     */
    public static Optional<double[]> of(Variable variable, long seed, int number) {
        return variable instanceof Parameter parameter
                ? parameter.weight().map(weight -> weight.start(Streams.of(seed, purpose(parameter.name(), number))))
                : Optional.empty();
    }

    private static String purpose(String name, int number) {
        return "parameter/" + name + (number == 0 ? "" : " of start " + (number + 1));
    }
}
