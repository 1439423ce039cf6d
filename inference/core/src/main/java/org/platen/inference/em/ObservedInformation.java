package org.platen.inference.em;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.autodiff.ReverseMode;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Binding;
import org.platen.inference.data.PlateLabels;
import org.platen.inference.fit.StandardErrors;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Elimination;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Roles;
import org.platen.inference.op.Algebra;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.unconstrained.FreeVariables;
import org.platen.inference.unconstrained.QuasiNewton;
import org.platen.inference.unconstrained.Unknown;

/**
 * Standard errors from the observed information (Efron and Hinkley 1978): minus the second derivatives of log likelihood plus log prior, discrete variables
 * summed out, by unconstrained numbers; inverted, and brought to the declared scale by the delta method. At a maximum the first derivatives are zero, so
 * that it does not matter by which numbers the second ones are taken.
 */
final class ObservedInformation {

    /** With more unconstrained numbers than this the matrix takes too long to build and to invert. */
    private static final int MOST = 2000;

    /** Farther from the maximum than this many standard errors, estimates have not converged. */
    private static final double AWAY = 0.1;

    private static final double LONGEST_RATIO = 0.1;
    private static final double LONGEST = 1e6;
    private static final String AT = "at/";
    private static final String GRADIENT = "gradient/";
    private static final String WEIGHT = "weight/";

    private final Map<Variable, double[]> estimates;
    private final Joint joint;
    private final FreeVariables free;
    private final Coordinates coordinates;
    private final double[] point;

    private ObservedInformation(Model model, Binding binding, Roles roles, Map<Variable, double[]> estimates) {
        List<Variable> variables = roles.estimated().stream()
                .filter(variable -> Unknown.unconstrained(variable) > 0)
                .toList();
        this.estimates = estimates;
        this.coordinates = Coordinates.of(variables, binding);
        ModelException.require(
                coordinates.size() <= MOST,
                "standard errors of the %d numbers that %s are made of need a matrix of as many rows and columns; at most %d are possible",
                coordinates.size(),
                variables,
                MOST);
        this.joint = new Joint(model, Layout.of(model, binding, roles), roles);
        this.free = FreeVariables.of(joint, joint.lowering(AT), variables);
        Session inverse = session(free.unconstrained(), new LocalExecutor(1));
        inverse.run(1);
        this.point = coordinates.gather(inverse, "");
    }

    static StandardErrors of(Model model, Binding binding, Roles roles, Map<Variable, double[]> estimates) {
        return new ObservedInformation(model, binding, roles, estimates).standardErrors();
    }

    private StandardErrors standardErrors() {
        try (LocalExecutor executor = LocalExecutor.allProcessors()) {
            Session session = session(gradient(), executor);
            joint.bindData(session);
            CentralDifferences.Gradient gradient = at -> {
                coordinates.put(session, FreeVariables.FREE, at);
                session.run(joint.layout().rows());
                return coordinates.gather(session, GRADIENT);
            };
            double[][] hessian = CentralDifferences.jacobian(gradient, point, coordinates.sizes(point), longest(point));
            if (Arrays.stream(hessian).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
                Directions directions = Directions.of(hessian, point, coordinates.ratios());
                return new StandardErrors(parts(directions), labels(), warnings(directions, gradient.at(point)));
            }
        }
        Directions none = Directions.of(new double[point.length][point.length], point, coordinates.ratios());
        return new StandardErrors(
                parts(none),
                labels(),
                List.of(
                        "the log density has no finite second derivatives at the estimates: there are no standard errors"));
    }

    private PlateLabels labels() {
        return joint.layout().binding().labels();
    }

    /** The derivatives of the log joint density, discrete variables summed out, by each variable's unconstrained numbers. */
    private Map<String, Node> gradient() {
        Lowering at = joint.lowering(AT).with(free.constrained());
        Node logJoint = Elimination.of(
                        joint.scope(),
                        joint.layout(),
                        joint.factors(at),
                        joint.roles().enumerated())
                .logEvidence();
        Map<Node, Node> gradients = ReverseMode.gradients(
                joint.scope().graph(), logJoint, free.inputs().values());
        Map<String, Node> outputs = new LinkedHashMap<>();
        free.inputs().forEach((variable, node) -> outputs.put(GRADIENT + variable.name(), gradients.get(node)));
        return outputs;
    }

    private double[] longest(double[] at) {
        boolean[] ratios = coordinates.ratios();
        double[] sizes = coordinates.sizes(at);
        double[] longest = new double[at.length];
        Arrays.setAll(longest, i -> ratios[i] ? LONGEST_RATIO : LONGEST * Math.max(1, sizes[i]));
        return longest;
    }

    private List<String> warnings(Directions directions, double[] slope) {
        List<String> warnings = new ArrayList<>();
        Set<String> held = coordinates.names(i -> directions.held()[i]);
        if (!held.isEmpty()) {
            warnings.add(String.join(", ", held)
                    + ": at the bound of possible values, or hardly anything in the data depends on it. It has no standard error there; those of others are for"
                    + " it fixed where it is.");
        }
        if (!directions.flat().isEmpty()) {
            Set<String> names = new LinkedHashSet<>();
            for (double[] direction : directions.flat()) {
                double largest = Arrays.stream(direction).map(Math::abs).max().orElse(0);
                names.addAll(coordinates.names(i -> Math.abs(direction[i]) > 0.1 * largest));
            }
            warnings.add(String.join(", ", names)
                    + (directions.saddle()
                            ? ": the estimates are a saddle and no maximum, the density rises in a direction in which these change. Fit from other starts."
                            : ": the density stays the same in a direction in which these change, so the data do not tell them. A prior or fewer parameters would.")
                    + " What changes in it has no standard error.");
        }
        double[] pull = directions.root(slope);
        double away = Math.sqrt(QuasiNewton.dot(pull, pull));
        if (away > AWAY) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the estimates are %.2f standard errors from the maximum: fit with more iterations or a smaller tolerance",
                    away));
        }
        return warnings;
    }

    private List<StandardErrors.Part> parts(Directions directions) {
        List<StandardErrors.Part> parts = new ArrayList<>();
        estimates.forEach((variable, values) -> {
            double[][] root = new double[values.length][0];
            if (coordinates.offsets().containsKey(variable)) {
                double[][] gradients = derivatives(variable, values.length);
                for (int i = 0; i < root.length; i++) {
                    root[i] = directions.root(gradients[i]);
                    if (directions.isUnknown(gradients[i])) {
                        root[i] = new double[] {Double.NaN};
                    }
                }
            }
            parts.add(new StandardErrors.Part(
                    variable, Estimates.tensor(variable, values, joint.layout().binding()), root));
        });
        return parts;
    }

    /** The derivatives of each of a variable's {@code size} entries by all unconstrained numbers. */
    private double[][] derivatives(Variable variable, int size) {
        Algebra algebra = joint.scope().algebra();
        Node value = java.util.Objects.requireNonNull(free.values().get(variable.name()));
        Node weight = joint.scope().graph().input(WEIGHT, value.type());
        List<Integer> all = IntStream.range(0, value.type().rank()).boxed().toList();
        Node sum = algebra.reshape(algebra.sumProduct(value, weight, all, false), List.of());
        Node input = java.util.Objects.requireNonNull(free.inputs().get(variable));
        Map<Node, Node> gradient = ReverseMode.gradients(joint.scope().graph(), sum, List.of(input));
        Session session = session(Map.of(GRADIENT, gradient.get(input)), new LocalExecutor(1));
        coordinates.put(session, FreeVariables.FREE, point);
        int entries = variable.shape().size();
        int own = Unknown.unconstrained(variable);
        double[][] derivatives = new double[size][point.length];
        for (int entry = 0; entry < entries; entry++) {
            double[] weights = new double[size];
            for (int i = entry; i < size; i += entries) {
                weights[i] = 1;
            }
            session.set(WEIGHT, weights);
            session.run(1);
            double[] found = session.get(GRADIENT);
            for (int i = entry, at = 0; i < size; i += entries, at += own) {
                System.arraycopy(found, at, derivatives[i], coordinates.offset(variable) + at, own);
            }
        }
        return derivatives;
    }

    private Session session(Map<String, Node> outputs, Executor executor) {
        Session session = new JvmBackend().compile(Program.of(outputs)).session(executor);
        estimates.forEach((variable, values) -> session.set(AT + variable.name(), values));
        return session;
    }
}
