package org.platen.inference.em;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.backend.RowSource;
import org.platen.inference.backend.Session;
import org.platen.inference.lower.Layout;

/**
 * Log weights of every discrete variable's values to start EM with.
 *
 * @param layout rows and dimensions
 * @param byVariable for each variable an array for each entry: over rows where it lives in the blocked plate, else of one number
 */
public record StartWeights(Layout layout, Map<RandomVariable, double[][]> byVariable) {

    /** What the names of the inputs begin with. */
    public static final String INPUT = "start/";

    /** A defensive copy. */
    public StartWeights {
        byVariable = new LinkedHashMap<>(byVariable);
    }

    /** Gives a session the inputs {@code start/variable}. */
    public void bind(Session session) {
        byVariable.forEach((variable, entries) -> {
            String name = INPUT + variable.name();
            if (layout.hasRows(variable.axes())) {
                List<RowSource> sources = new ArrayList<>();
                for (double[] entry : entries) {
                    sources.add(RowSource.of(entry));
                }
                session.bind(name, sources);
            } else {
                double[] flat = new double[entries.length];
                for (int i = 0; i < flat.length; i++) {
                    flat[i] = entries[i][0];
                }
                session.set(name, flat);
            }
        });
    }
}
