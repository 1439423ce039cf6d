package org.platen.inference.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where training stands: all that further steps depend on, besides data, constants and seed. A value.
 *
 * @param step how many steps were made
 * @param parameters the values of each parameter and of each {@linkplain TrainingStep#followers follower}, row-major
 * @param slots the optimiser's numbers, each of a parameter's size, by {@linkplain #slot name}; empty where it has none
 */
public record TrainingState(long step, Map<String, double[]> parameters, Map<String, double[]> slots) {

    /** Copies. */
    public TrainingState {
        parameters = copied(parameters);
        slots = copied(slots);
    }

    /** The name of the numbers that an optimiser keeps for a parameter. */
    public static String slot(String parameter, String number) {
        return parameter + "/" + number;
    }

    /**
     * Checks that a trainer can go on from here.
     *
     * @throws IllegalArgumentException when parameters or the optimiser's numbers are not those that they should be
     */
    public void check(TrainingStep training, Optimizer optimizer) {
        Map<String, Integer> ownParameters = new LinkedHashMap<>();
        Map<String, Integer> ownSlots = new LinkedHashMap<>();
        for (String name : training.changed()) {
            int size = training.parameter(name).size();
            ownParameters.put(name, size);
            if (training.gradients().containsKey(name)) {
                optimizer.slots().forEach(number -> ownSlots.put(slot(name, number), size));
            }
        }
        check("parameters", ownParameters, parameters);
        check("numbers of the optimiser", ownSlots, slots);
    }

    private static void check(String what, Map<String, Integer> expected, Map<String, double[]> values) {
        Map<String, Integer> found = new LinkedHashMap<>();
        values.forEach((name, numbers) -> found.put(name, numbers.length));
        if (!found.equals(expected)) {
            throw new IllegalArgumentException("cannot go on from this state: its " + what + " are " + found
                    + ", but the training has " + expected);
        }
    }

    private static Map<String, double[]> copied(Map<String, double[]> values) {
        Map<String, double[]> copy = new LinkedHashMap<>();
        values.forEach((name, numbers) -> copy.put(name, numbers.clone()));
        return Collections.unmodifiableMap(copy);
    }
}
