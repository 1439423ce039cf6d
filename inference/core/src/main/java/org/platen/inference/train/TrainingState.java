package org.platen.inference.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where training stands: all that further steps depend on, besides data, constants and seed. A value.
 *
 * @param step how many steps were made
 * @param parameters each parameter's values, row-major
 * @param slots the optimiser's numbers, each of a parameter's size, by {@link #slot name}; empty where it has none
 */
public record TrainingState(long step, Map<String, double[]> parameters, Map<String, double[]> slots) {

    /** Copies. */
    public TrainingState {
        parameters = copied(parameters);
        slots = copied(slots);
    }

    /** The name of an optimiser's numbers: {@code parameter/first} are averages of gradients, {@code parameter/second} averages or sums of their squares. */
    public static String slot(String parameter, String number) {
        return parameter + "/" + number;
    }

    private static Map<String, double[]> copied(Map<String, double[]> values) {
        Map<String, double[]> copy = new LinkedHashMap<>();
        values.forEach((name, numbers) -> copy.put(name, numbers.clone()));
        return Collections.unmodifiableMap(copy);
    }
}
