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
 * the log Jacobian determinant of each latent variable's bijection. Variables {@linkplain Model#isNonCentred declared non-centred} are in standard numbers. Parameters have no prior and no Jacobian: with them held, it is a density of the latent
 * variables; it has its highest values over parameters where their likelihood has. Immutable; compiled once, with any number of {@linkplain #density densities}.
 */
public final class LogPosterior {

    private static final String AT = "at/";

    private final Joint joint;
    private final Coordinates coordinates;
    private final Compiled density;
    private final FreeVariables free;
    private final Backend backend;

    private LogPosterior(Joint joint, Coordinates coordinates, Compiled density, FreeVariables free, Backend backend) {
        this.joint = joint;
        this.coordinates = coordinates;
        this.density = density;
        this.free = free;
        this.backend = backend;
    }

    /**
     * @param roles what becomes of the unknowns: those estimated are the density's numbers
     * @throws org.platen.dsl.shape.ModelException when discrete variables cannot be summed out
     */
    public static LogPosterior of(Model model, Binding binding, Roles roles, Backend backend) {
        List<Variable> variables = roles.estimated().stream()
                .filter(variable -> Unknown.unconstrained(variable) > 0)
                .toList();
        Joint joint = new Joint(model, Layout.of(model, binding, roles), roles);
        Lowering at = joint.lowering(AT);
        List<RandomVariable> nonCentred = NonCentring.of(model, variables);
        FreeVariables free = FreeVariables.of(joint, at, variables, nonCentred);
        Lowering lowering = at.with(free.constrained());
        Node total = Elimination.of(
                        joint.scope(),
                        joint.layout(),
                        joint.factors(lowering, free.standardDensities()),
                        roles.enumerated())
                .logEvidence();
        Algebra algebra = joint.scope().algebra();
        for (Variable variable : variables) {
            if (variable instanceof RandomVariable random && !nonCentred.contains(random)) {
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
                joint, Coordinates.of(variables, binding), backend.compile(Program.of(outputs)), free, backend);
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
        return Scales.of(joint, free, coordinates, backend);
    }
}
