package org.platen.inference.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Binding;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.Value;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/** Deterministic variables at many values of the unknowns. The program is compiled once. */
public final class PushForward {

    private static final String VALUE = "value";

    private PushForward() {}

    /**
     * The variable at each value of the unknowns, row-major over its own plates and its event: [value][entry].
     *
     * @param values of everything that {@code roles} say is estimated
     * @throws ModelException when the variable depends on a discrete variable, which is summed out
     */
    public static double[][] of(
            Model model, Binding binding, Roles roles, List<Map<Variable, double[]>> values, Deterministic variable) {
        Evaluation at = new Evaluation(model, new Layout(binding, null), roles, values.get(0));
        Joint joint = at.joint();
        Value value = at.lowering(joint).lower(variable);
        List<Label> own = at.layout().labels(variable.axes());
        ModelException.require(
                own.containsAll(value.labels()),
                "'%s' depends on discrete variables that are summed out, so it has no single value for a draw",
                variable.name());
        List<Integer> dims = new ArrayList<>();
        for (Axis axis : variable.axes()) {
            dims.add(binding.size(axis.plate()));
        }
        dims.addAll(value.eventDims());
        List<Label> sorted = joint.scope().sorted(own);
        Node spread = joint.scope().spread(value, sorted, value.eventRank());
        List<Integer> order = new ArrayList<>(own.stream().map(sorted::indexOf).toList());
        IntStream.range(own.size(), dims.size()).forEach(order::add);
        List<Integer> sortedDims = new ArrayList<>(dims);
        for (int i = 0; i < order.size(); i++) {
            sortedDims.set(order.get(i), dims.get(i));
        }
        Node whole = joint.scope().algebra().toType(spread, new Type(false, sortedDims));
        Session session = at.run(joint, Map.of(VALUE, joint.scope().algebra().permute(whole, order)));
        double[][] pushed = new double[values.size()][];
        for (int i = 0; i < pushed.length; i++) {
            at.run(session, values.get(i));
            pushed[i] = session.get(VALUE);
        }
        return pushed;
    }
}
