package org.platen.inference.em;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.platen.inference.lower.Integration;
import org.platen.inference.program.Node;

/** Finds continuous latent variables that neither their prior nor the data determine, so that the integral over them does not exist. */
final class Improper {

    private static final String PREFIX = "volume of ";

    private final Map<String, Node> volumes;

    Improper(Integration integration) {
        this.volumes = integration.logVolumes();
    }

    /** What is to be evaluated with the E-step. */
    Map<String, Node> outputs() {
        Map<String, Node> outputs = new LinkedHashMap<>();
        volumes.forEach((variables, node) -> outputs.put(PREFIX + variables, node));
        return outputs;
    }

    /** The variables in words, or null when there are none. */
    @Nullable
    String find(Function<String, double[]> outputs) {
        for (String variables : volumes.keySet()) {
            if (!Double.isFinite(outputs.apply(PREFIX + variables)[0])) {
                return "the posterior of " + variables
                        + " is improper at the estimates: neither prior nor data determine all of it. Give it a proper prior instead of Flat, or observe more";
            }
        }
        return null;
    }
}
