package org.platen.inference.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.PlateLabels;

/**
 * Standard errors of estimates on the declared scale, and their covariances: those of the normal distribution that maximum likelihood estimates, or a
 * posterior around its mode, approach as data grow. NaN stands for what the data cannot tell; {@link #warnings} say why. Immutable.
 */
public final class StandardErrors {

    private final Map<Variable, Part> parts = new LinkedHashMap<>();
    private final PlateLabels names;
    private final List<String> warnings;

    /**
     * The estimate of one variable with a root of its covariance.
     *
     * @param variable what was estimated
     * @param estimate its value
     * @param root for each entry of the estimate, row-major, a vector; covariances are the scalar products of such vectors, of other variables' too. Empty where
     *     the entry is a constant, a single NaN where its error is not known
     */
    public record Part(Variable variable, Tensor estimate, double[][] root) {}

    /**
     * @param names of the elements of plates
     * @param warnings what is wrong with the estimates or their covariances, in sentences; empty when nothing is
     */
    public StandardErrors(List<Part> parts, PlateLabels names, List<String> warnings) {
        parts.forEach(part -> this.parts.put(part.variable(), part));
        this.names = names;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * The standard error of each entry of an estimate, in its shape.
     *
     * @throws ModelException when {@code variable} was not estimated
     */
    public Tensor of(Variable variable) {
        Part part = part(variable);
        double[] errors = new double[part.root.length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.sqrt(product(part.root[i], part.root[i]));
        }
        return new Tensor(errors, part.estimate.axes(), part.estimate.dims());
    }

    /** The standard errors of the variable of this name. */
    public Tensor of(String variable) {
        return of(named(variable));
    }

    /**
     * The covariances of all entries of one estimate, row-major; those of all estimates are {@link #covariance()}.
     *
     * @throws ModelException when {@code variable} was not estimated
     */
    public double[][] covariance(Variable variable) {
        return products(List.of(part(variable).root));
    }

    /** The covariances of the entries of the estimate of this name. */
    public double[][] covariance(String variable) {
        return covariance(named(variable));
    }

    /** The covariances of all entries of all estimates, in the order of {@link #labels}. */
    public double[][] covariance() {
        return products(parts.values().stream()
                .flatMap(part -> java.util.Arrays.stream(part.root))
                .toList());
    }

    /** What the rows of {@link #covariance()} are, for example {@code mean[0][1]}, or {@code mean[setosa][1]} where the data named the elements. */
    public List<String> labels() {
        List<String> labels = new ArrayList<>();
        parts.forEach((variable, part) -> {
            ElementNames own = ElementNames.of(variable, names);
            for (int i = 0; i < part.root.length; i++) {
                labels.add(own.of(part.estimate.dims(), i));
            }
        });
        return labels;
    }

    /** Why some of the numbers cannot be trusted, or are NaN: each names the variables it is about. Empty when all is well. */
    public List<String> warnings() {
        return warnings;
    }

    /** Estimates and standard errors as an aligned table, followed by the warnings. */
    public String table() {
        TextTable table = new TextTable();
        table.add("", List.of("estimate", "std. error"));
        List<String> labels = labels();
        int row = 0;
        for (Part part : parts.values()) {
            double[] estimate = part.estimate.values();
            double[] errors = of(part.variable).values();
            for (int i = 0; i < estimate.length; i++) {
                table.add(labels.get(row++), List.of(TextTable.number(estimate[i]), TextTable.number(errors[i])));
            }
        }
        StringBuilder text = new StringBuilder(table.text());
        warnings.forEach(warning -> text.append("Warning: ").append(warning).append('\n'));
        return text.toString();
    }

    private static double[][] products(List<double[]> root) {
        double[][] covariance = new double[root.size()][root.size()];
        for (int i = 0; i < covariance.length; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = product(root.get(i), root.get(j));
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    private Part part(Variable variable) {
        Part part = parts.get(variable);
        ModelException.require(
                part != null,
                "'%s' has no standard error: it was not estimated. Estimated were %s.",
                variable.name(),
                parts.keySet());
        return java.util.Objects.requireNonNull(part);
    }

    private Variable named(String name) {
        return parts.keySet().stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ModelException("'" + name + "' has no standard error: estimated were " + parts.keySet()));
    }

    private static double product(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }

    @Override
    public String toString() {
        return table();
    }
}
