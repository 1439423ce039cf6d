package org.platen.inference.posterior;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;

/**
 * {@link Draws} by the names of variables: what files hold.
 *
 * @param chains number of chains
 * @param perChain number of draws in each chain
 * @param values by variable, row-major over chains, draws, and the variable's plates and event
 */
public record DrawsRecord(int chains, int perChain, Map<String, double[]> values) {

    /** A copy. */
    public DrawsRecord {
        values = new LinkedHashMap<>(values);
    }

    /** That of some draws. */
    public static DrawsRecord of(Draws draws) {
        Map<String, double[]> values = new LinkedHashMap<>();
        draws.variables()
                .forEach(variable ->
                        values.put(variable.name(), draws.of(variable).values()));
        return new DrawsRecord(draws.chains(), draws.perChain(), values);
    }

    /**
     * The draws again.
     *
     * @throws ModelException when these are not as many numbers as there should be
     */
    public Draws of(Model model, Binding binding) {
        ModelException.require(
                chains >= 1 && perChain >= 1 && !values.isEmpty(),
                "expected draws in chains, found %d chains of %d draws of %s",
                chains,
                perChain,
                values.keySet());
        Map<Variable, double[][][]> all = new LinkedHashMap<>();
        values.forEach((name, flat) -> {
            Variable variable = model.get(name);
            List<Integer> dims = Draws.dims(variable, binding);
            long entries = dims.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> Math.multiplyExact(a, b));
            ModelException.require(
                    Math.multiplyExact(Math.multiplyExact((long) chains, (long) perChain), entries) == flat.length,
                    "%d chains of %d draws of '%s', each of sizes %s, found %d numbers",
                    chains,
                    perChain,
                    name,
                    dims,
                    flat.length);
            all.put(variable, unfolded(flat, (int) entries));
        });
        return Draws.of(binding, all);
    }

    private double[][][] unfolded(double[] flat, int entries) {
        double[][][] unfolded = new double[chains][perChain][entries];
        for (int i = 0; i < chains * perChain; i++) {
            System.arraycopy(flat, i * entries, unfolded[i / perChain][i % perChain], 0, entries);
        }
        return unfolded;
    }
}
