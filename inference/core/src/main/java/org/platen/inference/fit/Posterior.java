package org.platen.inference.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.autodiff.ReverseMode;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Binding;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Domains;
import org.platen.inference.lower.Elimination;
import org.platen.inference.lower.Factor;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.Value;
import org.platen.inference.op.MarkOp;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.platen.inference.program.Type;

/**
 * The exact posterior of discrete variables, and densities of rows, at given values of everything else. The probability of a value is the derivative of the
 * log evidence with respect to that value's log prior.
 */
public final class Posterior {

    private static final String AT = "at/";

    private final Model model;
    private final Layout layout;
    private final Roles roles;
    private final Map<Variable, double[]> estimates;

    /** At the given values of the estimated variables, over bound data. */
    public Posterior(Model model, Binding binding, Roles roles, Map<Variable, double[]> estimates) {
        this.model = model;
        this.layout = Layout.of(model, binding, roles.estimated());
        this.roles = roles;
        this.estimates = new LinkedHashMap<>(estimates);
    }

    /**
     * The log density of each row.
     *
     * @throws ModelException when rows depend on each other through a latent variable, or there are no rows
     */
    public double[] logDensity() {
        Joint joint = new Joint(model, layout, roles);
        List<RandomVariable> shared = joint.integration(joint.lowering(AT)).acrossRows();
        ModelException.require(
                shared.isEmpty(),
                "model '%s' has no density of single rows: they share %s, which is integrated out",
                model.name(),
                shared);
        Node rows = evidence(joint).rowLogEvidence();
        ModelException.require(
                rows != null,
                "model '%s' has no density of single rows: they share a discrete variable, or no plate of rows is bound",
                model.name());
        Session session = run(joint, Map.of("rows", java.util.Objects.requireNonNull(rows)));
        return session.rows("rows")[0];
    }

    /** The log density of all rows together. */
    public double logLikelihood() {
        Joint joint = new Joint(model, layout, roles);
        return run(joint, Map.of("all", evidence(joint).logEvidence())).get("all")[0];
    }

    /** Of what is not estimated, given the estimates. */
    private Elimination.Result evidence(Joint joint) {
        List<Factor> factors = joint.factors(joint.lowering(AT)).stream()
                .filter(factor -> !roles.estimated().contains(factor.variable()))
                .toList();
        return Elimination.of(joint.scope(), layout, factors, roles.enumerated());
    }

    /** Probabilities of each value of a discrete variable, for each element of its plates. */
    public Tensor marginal(RandomVariable variable) {
        ModelException.require(
                roles.enumerated().contains(variable),
                "'%s' has no posterior probabilities: it is not a discrete latent variable that was summed out; those are %s",
                variable.name(),
                roles.enumerated());
        Joint joint = new Joint(model, layout, roles);
        List<Factor> factors = new ArrayList<>(joint.factors(joint.lowering(AT)));
        List<Label> labels = joint.scope().sorted(labels(variable));
        Node zeros = joint.scope().graph().literal(0);
        List<Integer> dims = labels.stream().map(label -> size(label, variable)).toList();
        Node spread = joint.scope().algebra().toType(zeros, new Type(layout.hasRows(variable.axes()), dims));
        Node probe = joint.scope().graph().apply(new MarkOp("probe"), spread);
        factors.add(Factor.of(variable, new Value(probe, labels, 0)));
        Elimination.Result result = Elimination.of(joint.scope(), layout, factors, roles.enumerated());
        Node gradient = ReverseMode.gradients(joint.scope().graph(), result.logEvidence(), List.of(probe))
                .get(probe);
        List<Integer> order = labels(variable).stream().map(labels::indexOf).toList();
        Session session = run(joint, Map.of("marginal", joint.scope().algebra().permute(gradient, order)));
        return tensor(variable, session);
    }

    /** An expression of estimated values alone. */
    public Tensor value(Variable variable) {
        Joint joint = new Joint(model, layout, roles);
        Lowering lowering = joint.lowering(AT);
        Value value = lowering.lower(variable);
        ModelException.require(
                !value.node().type().rows(),
                "'%s' differs from row to row, so it has no single estimate",
                variable.name());
        List<Label> own = layout.labels(variable.axes()).stream()
                .filter(value.labels()::contains)
                .toList();
        List<Integer> order =
                new ArrayList<>(own.stream().map(value.labels()::indexOf).toList());
        IntStream.range(own.size(), own.size() + value.eventRank()).forEach(order::add);
        Node node = joint.scope().algebra().permute(value.node(), order);
        Session session = run(joint, Map.of("value", node));
        List<String> names = own.stream()
                .map(label -> ((Label.OfPlate) label).axis().toString())
                .toList();
        return new Tensor(session.get("value"), names, node.type().dims());
    }

    private List<Label> labels(RandomVariable variable) {
        List<Label> labels = new ArrayList<>(layout.labels(variable.axes()));
        labels.add(new Label.OfDomain(variable));
        return labels;
    }

    private int size(Label label, RandomVariable variable) {
        return label instanceof Label.OfPlate plate
                ? layout.binding().size(plate.axis().plate())
                : Domains.size(variable);
    }

    private Session run(Joint joint, Map<String, Node> outputs) {
        Session session = new JvmBackend().compile(Program.of(outputs)).session(new LocalExecutor(1));
        joint.bindData(session);
        estimates.forEach((variable, values) -> session.set(AT + variable.name(), values));
        session.run(layout.rows());
        return session;
    }

    private Tensor tensor(RandomVariable variable, Session session) {
        int values = Domains.size(variable);
        List<Integer> dims = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int elements = 1;
        int inner = 1;
        boolean behindRows = false;
        for (Axis axis : variable.axes()) {
            int size = layout.binding().size(axis.plate());
            names.add(axis.toString());
            dims.add(size);
            elements *= size;
            if (behindRows) {
                inner *= size;
            }
            behindRows |= axis.equals(layout.rowAxis());
        }
        dims.add(values);
        if (!layout.hasRows(variable.axes())) {
            return new Tensor(session.get("marginal"), names, dims);
        }
        double[][] lanes = session.rows("marginal");
        double[] flat = new double[elements * values];
        int rows = layout.rows();
        for (int lane = 0; lane < lanes.length; lane++) {
            int value = lane % values;
            int place = lane / values;
            for (int row = 0; row < rows; row++) {
                int element = (place / inner * rows + row) * inner + place % inner;
                flat[element * values + value] = lanes[lane][row];
            }
        }
        return new Tensor(flat, names, dims);
    }
}
