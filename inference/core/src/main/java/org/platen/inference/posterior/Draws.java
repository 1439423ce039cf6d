package org.platen.inference.posterior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.fit.ElementNames;
import org.platen.inference.fit.Tensor;

/** Joint draws of some variables on their declared scale, in one or more chains of equal length. Immutable. */
public final class Draws {

    private final Map<Variable, double[][][]> values;
    private final Map<Variable, List<Integer>> dims;
    private final int chains;
    private final int perChain;

    private Draws(Map<Variable, double[][][]> values, Map<Variable, List<Integer>> dims, int chains, int perChain) {
        this.values = values;
        this.dims = dims;
        this.chains = chains;
        this.perChain = perChain;
    }

    /**
     * One number of a variable: a column of a table of draws.
     *
     * @param variable whose entry it is
     * @param entry its place, row-major over the variable's plates and event
     * @param name the variable's name and position, counted from zero: {@code theta[3]}, {@code covariance[0][1][1]}
     */
    public record Column(Variable variable, int entry, String name) {}

    /**
     * @param binding sizes of plates
     * @param values by variable [chain][draw][entry], entries row-major over the variable's plates and event; not copied
     * @throws IllegalArgumentException when variables differ in chains or draws, or there is no draw
     */
    public static Draws of(Binding binding, Map<Variable, double[][][]> values) {
        Map<Variable, List<Integer>> dims = new LinkedHashMap<>();
        int chains = -1;
        int perChain = -1;
        for (Map.Entry<Variable, double[][][]> one : values.entrySet()) {
            double[][][] own = one.getValue();
            int length = own.length == 0 ? 0 : own[0].length;
            boolean same = (chains < 0 || chains == own.length && perChain == length)
                    && Arrays.stream(own).allMatch(chain -> chain.length == length);
            if (!same || length == 0) {
                throw new IllegalArgumentException("'" + one.getKey().name()
                        + "' needs draws in chains of equal length, as many as the other variables have");
            }
            chains = own.length;
            perChain = length;
            dims.put(one.getKey(), dims(one.getKey(), binding));
        }
        return new Draws(new LinkedHashMap<>(values), dims, Math.max(chains, 0), Math.max(perChain, 0));
    }

    /** Number of chains. */
    public int chains() {
        return chains;
    }

    /** Number of draws in each chain. */
    public int perChain() {
        return perChain;
    }

    /** Number of draws in all chains together. */
    public int size() {
        return chains * perChain;
    }

    /** What was drawn. */
    public List<Variable> variables() {
        return List.copyOf(values.keySet());
    }

    /** Sizes of a variable's plates and event. */
    public List<Integer> dims(Variable variable) {
        require(variable);
        return dims.get(variable);
    }

    /** One joint value of a variable, row-major over its plates and event; shared, read only. */
    public double[] at(Variable variable, int chain, int draw) {
        return require(variable)[chain][draw];
    }

    /** One joint value of all variables; shared, read only. */
    public Map<Variable, double[]> at(int chain, int draw) {
        Map<Variable, double[]> joint = new LinkedHashMap<>();
        values.forEach((variable, all) -> joint.put(variable, all[chain][draw]));
        return joint;
    }

    /** The draws of one number: [chain][draw]. */
    public double[][] chains(Variable variable, int entry) {
        return Arrays.stream(require(variable))
                .map(chain ->
                        Arrays.stream(chain).mapToDouble(draw -> draw[entry]).toArray())
                .toArray(double[][]::new);
    }

    /** The draws of one number, chain after chain. */
    public double[] of(Variable variable, int entry) {
        return Arrays.stream(chains(variable, entry))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    /** All draws of a variable: leading axes {@code chain} and {@code draw}, then its plates and its event. */
    public Tensor of(Variable variable) {
        double[][][] own = require(variable);
        List<String> axes = new ArrayList<>(List.of("chain", "draw"));
        variable.axes().stream().map(Axis::toString).forEach(axes::add);
        List<Integer> sizes = new ArrayList<>(List.of(chains, perChain));
        sizes.addAll(dims(variable));
        double[] flat = Arrays.stream(own)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        return new Tensor(flat, axes, sizes);
    }

    /** Every number that was drawn, variable after variable. */
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        dims.forEach((variable, sizes) -> columns.addAll(columns(variable, sizes)));
        return columns;
    }

    /** The columns of a variable whose plates and event have these sizes. */
    static List<Column> columns(Variable variable, List<Integer> sizes) {
        int entries = sizes.stream().reduce(1, (a, b) -> a * b);
        return IntStream.range(0, entries)
                .mapToObj(entry -> new Column(variable, entry, variable.name() + ElementNames.position(sizes, entry)))
                .toList();
    }

    /** The sizes of a variable's plates and event. */
    static List<Integer> dims(Variable variable, Binding binding) {
        List<Integer> sizes = new ArrayList<>();
        variable.axes().forEach(axis -> sizes.add(binding.size(axis.plate())));
        Arrays.stream(variable.shape().sizes()).forEach(sizes::add);
        return List.copyOf(sizes);
    }

    private double[][][] require(Variable variable) {
        double[][][] own = values.get(variable);
        ModelException.require(
                own != null, "'%s' was not drawn; there are draws of %s", variable.name(), values.keySet());
        return java.util.Objects.requireNonNull(own);
    }
}
