package org.platen.inference.unconstrained;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.autodiff.ReverseMode;
import org.platen.inference.backend.Backend;
import org.platen.inference.backend.Compiled;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Binding;
import org.platen.inference.lower.Elimination;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Roles;
import org.platen.inference.op.Algebra;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;

/**
 * The log posterior density of a model given data, up to the evidence, in unconstrained numbers: the log joint density with discrete variables summed out, plus
 * the log Jacobian determinant of each latent variable's bijection. Parameters have no prior and no Jacobian: with them held, it is a density of the latent
 * variables; it has its highest values over parameters where their likelihood has. Immutable; compiled once, with any number of {@linkplain #density densities}.
 */
public final class LogPosterior {

    private static final String AT = "at/";

    private final Joint joint;
    private final Coordinates coordinates;
    private final Compiled density;
    private final Compiled constrain;
    private final Compiled free;

    private LogPosterior(Joint joint, Coordinates coordinates, Compiled density, Compiled constrain, Compiled free) {
        this.joint = joint;
        this.coordinates = coordinates;
        this.density = density;
        this.constrain = constrain;
        this.free = free;
    }

    /**
     * @param roles what becomes of the unknowns: those estimated are the density's numbers
     * @throws org.platen.dsl.shape.ModelException when discrete variables cannot be summed out
     */
    public static LogPosterior of(Model model, Binding binding, Roles roles, Backend backend) {
        List<Variable> variables = roles.estimated().stream()
                .filter(variable -> Unknown.unconstrained(variable) > 0)
                .toList();
        Joint joint = new Joint(model, Layout.of(model, binding, roles.estimated()), roles);
        Lowering at = joint.lowering(AT);
        FreeVariables free = FreeVariables.of(joint, at, variables);
        Lowering lowering = at.with(free.constrained());
        Node total = Elimination.of(joint.scope(), joint.layout(), joint.factors(lowering), roles.enumerated())
                .logEvidence();
        Algebra algebra = joint.scope().algebra();
        for (Variable variable : variables) {
            if (variable instanceof RandomVariable) {
                total = algebra.plus(
                        total, Objects.requireNonNull(free.logJacobians().get(variable)));
            }
        }
        Map<Node, Node> gradients = ReverseMode.gradients(
                joint.scope().graph(), total, free.inputs().values());
        Map<String, Node> outputs = new LinkedHashMap<>();
        outputs.put(SessionDensity.VALUE, total);
        free.inputs()
                .forEach((variable, node) ->
                        outputs.put(SessionDensity.GRADIENT + variable.name(), gradients.get(node)));
        return new LogPosterior(
                joint,
                Coordinates.of(variables, binding),
                backend.compile(Program.of(outputs)),
                backend.compile(Program.of(free.values())),
                backend.compile(Program.of(free.unconstrained())));
    }

    /** The variables that a point is made of, in their order. */
    public List<Variable> variables() {
        return List.copyOf(coordinates.offsets().keySet());
    }

    /** Where each variable is in a point. */
    public Coordinates coordinates() {
        return coordinates;
    }

    /** The density over all its data, to be used by one thread at a time. */
    public LogDensity density(Executor executor) {
        Session session = density.session(executor);
        joint.bindData(session);
        return new SessionDensity(session, coordinates, joint.layout().rows());
    }

    /** Brings points to the declared scale and back, for one thread at a time. */
    public Scales scales() {
        LocalExecutor alone = new LocalExecutor(1);
        return new Scales(constrain.session(alone), free.session(alone));
    }

    /** Between unconstrained points and values of the variables. */
    public final class Scales {

        private final Session constrainSession;
        private final Session freeSession;

        private Scales(Session constrainSession, Session freeSession) {
            this.constrainSession = constrainSession;
            this.freeSession = freeSession;
        }

        /** The value of each variable at a point, row-major over its plates and its event. */
        public Map<Variable, double[]> values(double[] point) {
            coordinates.put(constrainSession, FreeVariables.FREE, point);
            constrainSession.run(1);
            Map<Variable, double[]> values = new LinkedHashMap<>();
            variables().forEach(variable -> values.put(variable, constrainSession.get(variable.name())));
            return values;
        }

        /** The point at which the variables have these values. */
        public double[] point(Map<Variable, double[]> values) {
            variables()
                    .forEach(variable -> freeSession.set(
                            AT + variable.name(), Objects.requireNonNull(values.get(variable), variable.name())));
            freeSession.run(1);
            return coordinates.gather(freeSession, "");
        }
    }
}
