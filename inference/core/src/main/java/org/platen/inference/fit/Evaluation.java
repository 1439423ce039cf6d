package org.platen.inference.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.autodiff.ReverseMode;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.Session;
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

/** Programs over bound data at known values of everything that was estimated, and their results element by element. */
record Evaluation(
        Model model, Layout layout, Roles roles, Map<Variable, double[]> estimates, Map<String, Session> sessions) {

    private static final String AT = "at/";

    private static final String NOT_SEPARATE =
            "model '%s' has no density of single rows: they share a discrete variable, or no plate of rows is bound";

    Evaluation {
        estimates = new LinkedHashMap<>(estimates);
    }

    /** With nothing asked yet. */
    Evaluation(Model model, Layout layout, Roles roles, Map<Variable, double[]> estimates) {
        this(model, layout, roles, estimates, new HashMap<>());
    }

    /** The same at other values, sharing what is compiled. */
    Evaluation at(Map<Variable, double[]> others) {
        return new Evaluation(model, layout, roles, others, sessions);
    }

    /** The outputs that answer a question, at the known values; compiled when it is first asked, here or at other values. */
    Session answer(String question, Function<Joint, Map<String, Node>> outputs) {
        Session known = sessions.get(question);
        if (known == null) {
            Joint joint = joint();
            known = compiled(joint, outputs.apply(joint));
            sessions.put(question, known);
        }
        run(known, estimates);
        return known;
    }

    /** A new graph of the joint density. */
    Joint joint() {
        return new Joint(model, layout, roles);
    }

    /** Expressions at the known values. */
    Lowering lowering(Joint joint) {
        return joint.lowering(AT);
    }

    /** All factors, those of estimated variables too. */
    List<Factor> factors(Joint joint) {
        return new ArrayList<>(joint.factors(lowering(joint)));
    }

    /** The factors of everything that was not estimated. */
    List<Factor> observedFactors(Joint joint) {
        return factors(joint).stream()
                .filter(factor -> !roles.estimated().contains(factor.variable()))
                .toList();
    }

    /**
     * The axis whose elements have densities of their own: the series of chains, else the rows; null for a single chain.
     *
     * @throws ModelException when there is neither
     */
    @Nullable
    Axis separate() {
        List<Plate> chains = model.observed().stream()
                .flatMap(variable -> variable.plates().stream())
                .filter(Plate::isChain)
                .toList();
        if (!chains.isEmpty()) {
            Plate series = chains.get(0).parent();
            return series == null ? null : series.axis();
        }
        ModelException.require(layout.rowAxis() != null, NOT_SEPARATE, model.name());
        return layout.rowAxis();
    }

    /** @throws ModelException when rows depend on each other */
    Node requireSeparate(Elimination.Result result) {
        Node rows = result.rowLogEvidence();
        ModelException.require(rows != null, NOT_SEPARATE, model.name());
        return Objects.requireNonNull(rows);
    }

    /** Zero log weights of a summed-out variable's values, to be differentiated with respect to: for each element of its plates. */
    Value probe(Joint joint, RandomVariable variable) {
        return probe(joint, variable, layout.labels(variable.axes()));
    }

    /** The same for each element of what some labels name. */
    Value probe(Joint joint, RandomVariable variable, List<Label> elements) {
        List<Label> labels = new ArrayList<>(elements);
        labels.add(new Label.OfDomain(variable));
        List<Integer> dims = new ArrayList<>(layout.sizes(variable.axes()));
        dims.add(Domains.size(variable));
        Type type = new Type(layout.hasRows(variable.axes()), dims);
        Node zeros = joint.scope().algebra().toType(joint.scope().graph().literal(0), type);
        Node probe = joint.scope().graph().apply(new MarkOp("probe of " + variable.name()), zeros);
        return joint.scope().labelled(probe, labels, 0);
    }

    /** @throws ModelException when the variable was not summed out */
    void requireSummedOut(Variable variable) {
        ModelException.require(
                variable instanceof RandomVariable random && roles.enumerated().contains(random),
                "'%s' has no posterior probabilities: it is not a discrete latent variable that was summed out; those are %s",
                variable.name(),
                roles.enumerated());
    }

    /** @throws ModelException when the variable was not summed out, or is not Markov */
    RandomVariable requireMarkov(Variable variable) {
        requireSummedOut(variable);
        RandomVariable states = (RandomVariable) variable;
        ModelException.require(
                states.distribution() instanceof Markov,
                "'%s' is no Markov variable: it does not move along a chain. Its responsibilities(…) are given all data.",
                variable.name());
        return states;
    }

    /** The derivative with respect to a probe, its dimensions in the order of {@code labels} and then the values. */
    Node slope(Joint joint, Node number, Value probe, List<Label> labels) {
        Node gradient = ReverseMode.gradients(joint.scope().graph(), number, List.of(probe.node()))
                .get(probe.node());
        List<Integer> order =
                new ArrayList<>(labels.stream().map(probe.labels()::indexOf).toList());
        IntStream.range(0, probe.labels().size())
                .filter(i -> !order.contains(i))
                .forEach(order::add);
        return joint.scope().algebra().permute(gradient, order);
    }

    Session run(Joint joint, Map<String, Node> outputs) {
        Session session = compiled(joint, outputs);
        run(session, estimates);
        return session;
    }

    private static Session compiled(Joint joint, Map<String, Node> outputs) {
        Session session = new JvmBackend().compile(Program.of(outputs)).session(new LocalExecutor(1));
        joint.bindData(session);
        return session;
    }

    /** Runs the same program at other values. */
    void run(Session session, Map<Variable, double[]> values) {
        values.forEach((variable, value) -> session.set(AT + variable.name(), value));
        session.run(layout.rows());
    }

    /**
     * An output as a tensor.
     *
     * @param axes the plates whose elements it is for; the node has dimensions for them in this order, but for the rows, and then the event
     */
    Tensor tensor(Session session, String output, Set<Axis> axes, Integer... eventDims) {
        int event = Stream.of(eventDims).reduce(1, (a, b) -> a * b);
        List<String> names = new ArrayList<>();
        List<Integer> dims = new ArrayList<>();
        int elements = 1;
        int inner = 1;
        boolean behindRows = false;
        for (Axis axis : axes) {
            int size = layout.binding().size(axis.plate());
            names.add(axis.toString());
            dims.add(size);
            elements *= size;
            inner *= behindRows ? size : 1;
            behindRows |= axis.equals(layout.rowAxis());
        }
        double[] flat =
                layout.hasRows(axes) ? byElement(session.rows(output), elements, event, inner) : session.get(output);
        IntPredicate exists = layout.binding().exists(axes);
        for (int element = 0; element < elements; element++) {
            if (!exists.test(element)) {
                Arrays.fill(flat, element * event, (element + 1) * event, Double.NaN);
            }
        }
        dims.addAll(List.of(eventDims));
        return new Tensor(flat, names, dims);
    }

    private double[] byElement(double[][] lanes, int elements, int event, int inner) {
        double[] flat = new double[elements * event];
        int rows = layout.rows();
        for (int lane = 0; lane < lanes.length; lane++) {
            int place = lane / event;
            for (int row = 0; row < rows; row++) {
                int element = (place / inner * rows + row) * inner + place % inner;
                flat[element * event + lane % event] = lanes[lane][row];
            }
        }
        return flat;
    }
}
