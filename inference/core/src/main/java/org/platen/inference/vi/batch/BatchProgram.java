package org.platen.inference.vi.batch;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.autodiff.ReverseMode;
import org.platen.inference.backend.Backend;
import org.platen.inference.backend.Compiled;
import org.platen.inference.lower.Elimination;
import org.platen.inference.lower.Factor;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;
import org.platen.inference.op.Algebra;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.platen.inference.program.Type;
import org.platen.inference.unconstrained.FreeVariables;
import org.platen.inference.unconstrained.NonCentring;
import org.platen.inference.vi.expectation.Moment;

/**
 * The expected log joint density of a batch in parts: what is said of the elements of each region of plates, which counts for all of them, and the rest. Inputs are
 * expected statistics {@code variable/statistic} of variables with factors, unconstrained numbers {@code free/variable} of the others, and how many elements of each region
 * one stands for. Compiled for all batches of one shape.
 */
final class BatchProgram {

    /** The output that holds what is said of the elements of all regions, their log Jacobians included. */
    static final String INSIDE = "inside";

    /** The output that holds the rest. */
    static final String OUTSIDE = "outside";

    /** What the names of outputs of derivatives begin with. */
    static final String GRADIENT = "gradient/";

    private final Unknowns unknowns;
    private final Joint joint;
    private final FreeVariables free;
    private final Map<Moment, Node> moments = new LinkedHashMap<>();
    private final Map<Set<Plate>, Node> regions = new LinkedHashMap<>();
    private final Node inside;
    private final Node outside;
    private final List<Compiled> localTurns;
    private final Compiled localStep;
    private final Compiled globalStep;

    /** @throws ModelException when discrete variables cannot be summed out of a batch */
    BatchProgram(Unknowns unknowns, Layout layout, Roles roles, Backend backend) {
        this.unknowns = unknowns;
        this.joint = Joint.ofAnyValues(unknowns.model(), layout, roles);
        Lowering at = joint.lowering("at/");
        List<Variable> variables = unknowns.unconstrained();
        List<RandomVariable> nonCentred = NonCentring.of(unknowns.model(), variables);
        this.free = FreeVariables.of(joint, at, variables, nonCentred);
        Map<Symbol, Value> known = new HashMap<>(free.constrained());
        for (RandomVariable variable : unknowns.conjugacy().factors().families().keySet()) {
            for (Moment moment : unknowns.conjugacy().factors().moments(variable)) {
                Value input = joint.estimatedInput(moment.name(), moment);
                known.put(moment, input);
                moments.put(moment, input.node().source());
            }
        }
        Map<Term, Expr> densities = new HashMap<>(unknowns.conjugacy().densities());
        densities.putAll(free.standardDensities());
        List<Factor> factors = joint.factors(at.with(known), densities);
        Algebra algebra = joint.scope().algebra();
        this.outside = logEvidence(factors, Set.of(), nonCentred);
        Node sum = null;
        Node total = outside;
        for (Set<Plate> region : unknowns.plates().regions()) {
            Node own = logEvidence(factors, region, nonCentred);
            Node scale = joint.scope().graph().input(scale(region), Type.of(false));
            sum = sum == null ? own : algebra.plus(sum, own);
            total = algebra.plus(total, algebra.times(scale, own));
            regions.put(region, own);
        }
        this.inside = Objects.requireNonNull(sum);
        this.localTurns = unknowns.localTurns().stream()
                .map(group -> compiled(backend, inside, group))
                .toList();
        this.localStep = compiled(backend, inside, unknowns.locals());
        List<Variable> shared = unknowns.shared();
        shared.addAll(unknowns.globalFactors());
        shared.addAll(unknowns.keptFactors());
        this.globalStep = compiled(backend, total, shared);
    }

    /** The output that holds what is said of the elements of a region. */
    static String inside(Set<Plate> region) {
        return INSIDE + " " + region;
    }

    /** The input that says how many elements of a region each stands for. */
    static String scale(Set<Plate> region) {
        return "elements for each of " + region;
    }

    private Node logEvidence(List<Factor> all, Set<Plate> region, List<RandomVariable> nonCentred) {
        BatchedPlates plates = unknowns.plates();
        List<Factor> factors = all.stream()
                .filter(factor -> plates.region(factor.axes()).equals(region))
                .toList();
        factors.forEach(factor -> requireOwn(factor, region));
        Node sum = Elimination.of(
                        joint.scope(),
                        joint.layout(),
                        factors,
                        joint.roles().enumerated().stream()
                                .filter(variable -> plates.region(variable).equals(region))
                                .toList())
                .logEvidence();
        for (Variable variable : unknowns.unconstrained()) {
            if (variable instanceof RandomVariable random
                    && plates.region(variable).equals(region)
                    && !nonCentred.contains(random)) {
                sum = joint.scope()
                        .algebra()
                        .plus(sum, Objects.requireNonNull(free.logJacobians().get(variable)));
            }
        }
        return sum;
    }

    private void requireOwn(Factor factor, Set<Plate> region) {
        for (Label label : factor.value().labels()) {
            if (label instanceof Label.OfDomain domain) {
                Set<Plate> missing = new LinkedHashSet<>(region);
                missing.removeAll(unknowns.plates().region(domain.variable()));
                missing.stream().findFirst().ifPresent(plate -> {
                    throw new ModelException(String.format(
                            "'%s' depends on a discrete variable outside of plate '%s', of whose posterior a batch tells too little: fit all data at once",
                            factor.variable().name(), plate.name()));
                });
            }
        }
    }

    private Compiled compiled(Backend backend, Node of, Collection<? extends Variable> variables) {
        Map<String, Node> with = new LinkedHashMap<>();
        moments.forEach((moment, node) -> {
            if (variables.contains(moment.variable())) {
                with.put(moment.name(), node);
            }
        });
        free.inputs().forEach((variable, node) -> {
            if (variables.contains(variable)) {
                with.put(FreeVariables.FREE + variable.name(), node);
            }
        });
        Map<Node, Node> gradients = ReverseMode.gradients(joint.scope().graph(), of, with.values());
        Map<String, Node> outputs = new LinkedHashMap<>();
        outputs.put(INSIDE, inside);
        outputs.put(OUTSIDE, outside);
        regions.forEach((region, node) -> outputs.put(inside(region), node));
        with.forEach((name, node) -> outputs.put(GRADIENT + name, gradients.get(node)));
        return backend.compile(Program.of(outputs));
    }

    /** What becomes of the unknowns in batches of this shape. */
    Roles roles() {
        return joint.roles();
    }

    /** The graph's data and layout. */
    Joint joint() {
        return joint;
    }

    /** Derivatives of {@link #INSIDE} with respect to the expected statistics of each group of local variables with factors. */
    List<Compiled> localTurns() {
        return localTurns;
    }

    /** Derivatives of {@link #INSIDE} with respect to the unconstrained numbers of local variables. */
    Compiled localStep() {
        return localStep;
    }

    /** Derivatives of the whole, elements counted for as many as they stand for, with respect to everything global and kept. */
    Compiled globalStep() {
        return globalStep;
    }
}
