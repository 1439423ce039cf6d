package org.platen.inference.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
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

/** The arguments of a distribution at every element of some plates, given what was drawn before. The program is compiled when they are first asked for. */
final class Arguments {

    private static final String AT = "at/";

    private final Model model;
    private final Set<Variable> fixed;
    private final Set<Axis> axes;
    private final List<Argument> arguments;
    private @Nullable Session session;

    /** @param fixed variables that are not drawn */
    Arguments(Model model, Set<Variable> fixed, Set<Axis> axes, Distribution distribution) {
        this.model = model;
        this.fixed = Set.copyOf(fixed);
        this.axes = axes;
        this.arguments = distribution.arguments();
    }

    /**
     * Each argument: values[entry][element], or a single element where it is the same for all.
     *
     * @param binding of the same sizes each time
     * @param values of the fixed variables, row-major
     * @param drawn of the same variables each time: values[entry][element]
     */
    List<double[][]> values(Binding binding, Map<Variable, double[]> values, Map<Variable, double[][]> drawn) {
        Layout layout = new Layout(binding, blocked());
        Joint joint = new Joint(model, layout, new Roles(List.copyOf(fixed), Set.of()), drawn);
        if (session == null) {
            session = compiled(joint, layout);
        }
        Session at = session;
        joint.bindData(at);
        values.forEach((target, value) -> at.set(AT + target.name(), value));
        at.run(layout.rows());
        List<double[][]> arguments = new ArrayList<>();
        for (int i = 0; i < this.arguments.size(); i++) {
            int entries = this.arguments.get(i).value().shape().size();
            arguments.add(
                    layout.rowAxis() == null
                            ? columns(at.get(name(i)), entries)
                            : elements(at.rows(name(i)), entries, layout));
        }
        return arguments;
    }

    private static String name(int argument) {
        return "argument " + argument;
    }

    private Session compiled(Joint joint, Layout layout) {
        Lowering lowering = joint.lowering(AT);
        Algebra algebra = joint.scope().algebra();
        List<Label> labels = layout.labels(axes);
        Map<String, Node> outputs = new LinkedHashMap<>();
        for (Argument argument : arguments) {
            Value value = lowering.lower(argument.value());
            List<Label> sorted = joint.scope().sorted(labels);
            Node spread = joint.scope().spread(value, sorted, value.eventRank());
            List<Integer> dims = new ArrayList<>();
            sorted.forEach(label -> dims.add(
                    layout.binding().size(((Label.OfPlate) label).axis().plate())));
            dims.addAll(value.eventDims());
            List<Integer> order =
                    new ArrayList<>(labels.stream().map(sorted::indexOf).toList());
            IntStream.range(labels.size(), dims.size()).forEach(order::add);
            Node whole = algebra.toType(spread, new Type(layout.rowAxis() != null, dims));
            outputs.put(name(outputs.size()), algebra.permute(whole, order));
        }
        Session compiled = new JvmBackend().compile(Program.of(outputs)).session(new LocalExecutor(1));
        // Constants over rows become known while they are lowered.
        joint.bindData(compiled);
        return compiled;
    }

    private static double[][] columns(double[] flat, int entries) {
        double[][] columns = new double[entries][flat.length / entries];
        for (int i = 0; i < flat.length; i++) {
            columns[i % entries][i / entries] = flat[i];
        }
        return columns;
    }

    /** The first of the axes that is no chain and no fixed value varies over. */
    private @Nullable Axis blocked() {
        return axes.stream()
                .filter(axis -> !axis.plate().isChain()
                        && fixed.stream().noneMatch(other -> other.plates().contains(axis.plate())))
                .findFirst()
                .orElse(null);
    }

    /** Lanes over the other axes and the event to elements row-major over all axes. */
    private double[][] elements(double[][] lanes, int entries, Layout layout) {
        List<Axis> all = new ArrayList<>(axes);
        int inner = 1;
        for (Axis axis : all.subList(all.indexOf(layout.rowAxis()) + 1, all.size())) {
            inner *= layout.binding().size(axis.plate());
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
