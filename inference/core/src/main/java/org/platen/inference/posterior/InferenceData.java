package org.platen.inference.posterior;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Column;
import org.platen.inference.fit.Tensor;

/**
 * Draws and what belongs to them, in groups, as a file for other tools: the JSON layout of InferenceData that Python's ArviZ opens with
 * {@code arviz.from_json(file)}. Names of plates become names of dimensions. An immutable value.
 *
 * <p>Source: ArviZ, "InferenceData schema specification", and {@code arviz.from_dict}. Numbers that are not finite are written as {@code NaN},
 * {@code Infinity} and {@code -Infinity}, as Python's {@code json} does and reads.
 */
public final class InferenceData {

    private final Map<String, Map<String, Tensor>> groups;
    private final Map<String, List<String>> coordinates;

    private InferenceData(Map<String, Map<String, Tensor>> groups, Map<String, List<String>> coordinates) {
        this.groups = groups;
        this.coordinates = coordinates;
    }

    /** Draws of the posterior. */
    public static InferenceData of(Draws posterior) {
        return new InferenceData(Map.of(), Map.of()).with("posterior", tensors(posterior));
    }

    /** With draws of the prior. */
    public InferenceData prior(Draws draws) {
        return with("prior", tensors(draws));
    }

    /** With data drawn from the posterior predictive distribution. */
    public InferenceData posteriorPredictive(Draws draws) {
        return with("posterior_predictive", tensors(draws));
    }

    /** With data drawn from the prior predictive distribution. */
    public InferenceData priorPredictive(Draws draws) {
        return with("prior_predictive", tensors(draws));
    }

    /**
     * With what a sampler did.
     *
     * @param statistics by the names of ArviZ's schema ({@code lp}, {@code energy}, {@code tree_depth}, {@code diverging}, …): leading axes {@code chain} and
     *     {@code draw}
     */
    public InferenceData sampleStatistics(Map<String, Tensor> statistics) {
        return with("sample_stats", statistics);
    }

    /**
     * With log densities of each observation at each draw.
     *
     * @param densities by observed variable: leading axes {@code chain} and {@code draw}
     */
    public InferenceData logLikelihood(Map<String, Tensor> densities) {
        return with("log_likelihood", densities);
    }

    /**
     * With log densities of the rows that a fit was fitted to, at each of its draws, as leave-one-out cross-validation needs them. Where one variable is observed, in one
     * plate, they are under its name, else under the names of all together.
     *
     * @throws org.platen.dsl.shape.ModelException when rows depend on each other through a variable that is summed out
     */
    public InferenceData logLikelihood(PosteriorFit fit) {
        double[][] densities = fit.posterior().logLikelihoods();
        List<RandomVariable> observed = fit.model().observed();
        boolean single = observed.size() == 1 && observed.get(0).axes().size() == 1;
        String name = observed.stream().map(Variable::name).collect(Collectors.joining("_"));
        String rows = single ? observed.get(0).axes().iterator().next().toString() : name + "_rows";
        double[] flat = Arrays.stream(densities).flatMapToDouble(Arrays::stream).toArray();
        List<Integer> dims = List.of(fit.draws().chains(), fit.draws().perChain(), densities[0].length);
        return logLikelihood(Map.of(name, new Tensor(flat, List.of("chain", "draw", rows), dims)));
    }

    /** With the data: values of observed variables and of given ones, and the coordinates of plates whose elements the data named. */
    public InferenceData data(Binding binding) {
        Map<String, Tensor> observed = new LinkedHashMap<>();
        Map<String, Tensor> given = new LinkedHashMap<>();
        binding.columns()
                .forEach((variable, column) -> (variable instanceof Given ? given : observed)
                        .put(variable.name(), tensor(variable, column, binding)));
        Map<String, List<String>> named = new LinkedHashMap<>(coordinates);
        binding.sizes().forEach((plate, size) -> {
            List<String> labels = binding.labels().of(plate);
            if (labels.size() == size) {
                named.put(plate.name(), labels);
            }
        });
        return new InferenceData(groups, named).with("observed_data", observed).with("constant_data", given);
    }

    /**
     * Writes the file; one that is there is replaced, in one step.
     *
     * @throws java.io.UncheckedIOException when it cannot be written
     */
    public void write(Path file) {
        TextFile.write(file, writer -> new InferenceDataJson(writer).write(groups, coordinates));
    }

    private InferenceData with(String group, Map<String, Tensor> tensors) {
        Map<String, Map<String, Tensor>> more = new LinkedHashMap<>(groups);
        if (!tensors.isEmpty()) {
            more.put(group, new LinkedHashMap<>(tensors));
        }
        return new InferenceData(more, coordinates);
    }

    private static Map<String, Tensor> tensors(Draws draws) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        draws.variables().forEach(variable -> tensors.put(variable.name(), draws.of(variable)));
        return tensors;
    }

    private static Tensor tensor(Variable variable, Column column, Binding binding) {
        List<Integer> dims = Draws.dims(variable, binding);
        int entries = column.values().length;
        double[] flat = new double[entries * column.elements()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = column.values()[i % entries][i / entries];
        }
        return new Tensor(flat, variable.axes().stream().map(Axis::toString).toList(), dims);
    }
}
