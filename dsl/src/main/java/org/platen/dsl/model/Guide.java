package org.platen.dsl.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.platen.dsl.distribution.Distribution;

/**
 * Distributions that latent variables are approximated by, as functions of what is observed (amortised inference; Kingma and Welling 2014, section 2.1).
 *
 * @param factors by variable, in the order of declaration: each may read those before it
 */
public record Guide(Map<RandomVariable, Distribution> factors) {

    /** A guide of nothing. */
    static final Guide NONE = new Guide(Map.of());

    /** A copy. */
    public Guide {
        factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
    }

    /** Whether no variable has a declared approximation. */
    public boolean isEmpty() {
        return factors.isEmpty();
    }
}
