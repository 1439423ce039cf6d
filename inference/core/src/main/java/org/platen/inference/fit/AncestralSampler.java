package org.platen.inference.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Binding;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.Value;
import org.platen.inference.op.Algebra;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.platen.inference.program.Type;

/** Draws every random variable of a model in the order of declaration, each given those before it (ancestral sampling). */
public final class AncestralSampler {

    private static final String AT = "at/";

    private final Model model;
    private final Binding binding;
    private final Map<Variable, double[]> fixed;
    private final Map<Variable, double[][]> drawn = new LinkedHashMap<>();

    /**
     * @param binding sizes of plates and given covariates
     * @param fixed values of variables that are not drawn, row-major: parameters, and what was estimated
     */
    public AncestralSampler(Model model, Binding binding, Map<Variable, double[]> fixed) {
        this.model = model;
        this.binding = binding;
        this.fixed = new LinkedHashMap<>(fixed);
    }

    /** The draws: values[entry of the event][element, row-major over the variable's axes]. */
    public Map<Variable, double[][]> draw(long seed) {
        drawn.clear();
        for (RandomVariable variable : model.factors()) {
            if (!fixed.containsKey(variable) && model.fixedValue(variable).isEmpty()) {
                drawn.put(variable, draw(variable, seed));
            }
        }
        return new LinkedHashMap<>(drawn);
    }

    private double[][] draw(RandomVariable variable, long seed) {
        Distribution distribution = variable.distribution();
        ModelException.require(
                !(distribution instanceof Markov),
                "'%s' is a Markov chain, which is not drawn here yet",
                variable.name());
        UniformRandomProvider random = Streams.of(seed, variable.name());
        List<double[][]> arguments = arguments(variable);
        int elements = variable.axes().stream()
                .mapToInt(axis -> binding.size(axis.plate()))
                .reduce(1, (a, b) -> a * b);
        int entries = variable.shape().size();
        double[][] values = new double[entries][elements];
        for (int element = 0; element < elements; element++) {
            List<double[]> own = new ArrayList<>();
            for (double[][] argument : arguments) {
                double[] one = new double[argument.length];
                for (int i = 0; i < one.length; i++) {
                    one[i] = argument[i][argument[i].length == 1 ? 0 : element];
                }
                own.add(one);
            }
            double[] value = distribution.draw(random, own);
            for (int i = 0; i < entries; i++) {
                values[i][element] = value[i];
            }
        }
        return values;
    }

    /** Each argument: values[entry][element], or a single element where it is the same for all. */
    private List<double[][]> arguments(RandomVariable variable) {
        List<Variable> known = new ArrayList<>(fixed.keySet());
        Layout layout = new Layout(binding, blocked(variable));
        Joint joint = new Joint(model, layout, new Roles(known, Set.of()), drawn);
        Lowering lowering = joint.lowering(AT);
        Algebra algebra = joint.scope().algebra();
        List<Label> labels = layout.labels(variable.axes());
        Map<String, Node> outputs = new LinkedHashMap<>();
        for (Argument argument : variable.distribution().arguments()) {
            Value value = lowering.lower(argument.value());
            List<Label> sorted = joint.scope().sorted(labels);
            Node spread = joint.scope().spread(value, sorted, value.eventRank());
            List<Integer> dims = new ArrayList<>();
            sorted.forEach(label ->
                    dims.add(binding.size(((Label.OfPlate) label).axis().plate())));
            dims.addAll(value.eventDims());
            List<Integer> order =
                    new ArrayList<>(labels.stream().map(sorted::indexOf).toList());
            IntStream.range(labels.size(), dims.size()).forEach(order::add);
            Node whole = algebra.toType(spread, new Type(layout.rowAxis() != null, dims));
            outputs.put("argument " + outputs.size(), algebra.permute(whole, order));
        }
        Session session = new JvmBackend().compile(Program.of(outputs)).session(new LocalExecutor(1));
        joint.bindData(session);
        fixed.forEach((target, values) -> session.set(AT + target.name(), values));
        session.run(layout.rows());
        List<double[][]> arguments = new ArrayList<>();
        int number = 0;
        for (Argument argument : variable.distribution().arguments()) {
            int entries = argument.value().shape().size();
            String name = "argument " + number++;
            arguments.add(
                    layout.rowAxis() == null
                            ? columns(session.get(name), entries)
                            : elements(session.rows(name), entries, layout, variable));
        }
        return arguments;
    }

    private static double[][] columns(double[] flat, int entries) {
        double[][] columns = new double[entries][flat.length / entries];
        for (int i = 0; i < flat.length; i++) {
            columns[i % entries][i / entries] = flat[i];
        }
        return columns;
    }

    /** The first of a variable's axes that no fixed value varies over. */
    private @Nullable Axis blocked(RandomVariable variable) {
        return variable.axes().stream()
                .filter(axis -> fixed.keySet().stream()
                        .noneMatch(other -> other.plates().contains(axis.plate())))
                .findFirst()
                .orElse(null);
    }

    /** Lanes over the other axes and the event to elements row-major over all axes. */
    private double[][] elements(double[][] lanes, int entries, Layout layout, RandomVariable variable) {
        List<Axis> axes = new ArrayList<>(variable.axes());
        int inner = 1;
        for (Axis axis : axes.subList(axes.indexOf(layout.rowAxis()) + 1, axes.size())) {
            inner *= binding.size(axis.plate());
        }
        int rows = layout.rows();
        double[][] columns = new double[entries][lanes.length / entries * rows];
        for (int lane = 0; lane < lanes.length; lane++) {
            int place = lane / entries;
            for (int row = 0; row < rows; row++) {
                columns[lane % entries][(place / inner * rows + row) * inner + place % inner] = lanes[lane][row];
            }
        }
        return columns;
    }
}
