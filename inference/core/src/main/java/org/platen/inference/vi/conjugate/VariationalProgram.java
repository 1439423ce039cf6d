package org.platen.inference.vi.conjugate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.autodiff.ReverseMode;
import org.platen.inference.backend.Backend;
import org.platen.inference.backend.Compiled;
import org.platen.inference.em.StartWeights;
import org.platen.inference.lower.Elimination;
import org.platen.inference.lower.Factor;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.Value;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.platen.inference.unconstrained.FreeVariables;
import org.platen.inference.vi.expectation.Moment;

/**
 * The expected log joint density of a model, with the entropy of the exact conditional distribution of its discrete variables and of those that are integrated out,
 * jointly Normal ones along a chain: log Z of the expected log factors. Its derivatives with respect to expected statistics are natural parameters (Hoffman et al. 2013, equation 10; Winn and Bishop 2005). Expected
 * statistics are inputs named {@code variable/statistic}; variables without factors are unconstrained inputs {@code free/variable}.
 */
public final class VariationalProgram {

    /** The output that holds the expected log joint, plus the log Jacobians of latent variables without factors. */
    public static final String EXPECTED = "expected log joint";

    /** What the names of outputs of derivatives begin with. */
    public static final String GRADIENT = "gradient/";

    private final Conjugacy conjugacy;
    private final Joint joint;
    private final FreeVariables free;
    private final Map<Moment, Node> inputs = new LinkedHashMap<>();
    private final List<Factor> factors;
    private final Node total;
    private final Backend backend;

    /**
     * @param roles what is estimated, factors included, and what is summed out
     * @param unconstrained variables without factors
     * @param fromStart whether discrete variables have further log weights, inputs {@code start/variable}
     */
    public VariationalProgram(
            Model model,
            Layout layout,
            Roles roles,
            Conjugacy conjugacy,
            Collection<Variable> unconstrained,
            boolean fromStart,
            Backend backend) {
        this.conjugacy = conjugacy;
        this.backend = backend;
        this.joint = new Joint(model, layout, roles);
        Lowering at = joint.lowering("at/");
        this.free = FreeVariables.of(joint, at, unconstrained);
        Map<Symbol, Value> known = new HashMap<>(free.constrained());
        for (RandomVariable variable : conjugacy.factors().families().keySet()) {
            for (Moment moment : conjugacy.factors().moments(variable)) {
                Value input = joint.estimatedInput(moment.name(), moment);
                known.put(moment, input);
                inputs.put(moment, input.node().source());
            }
        }
        this.factors = new ArrayList<>(joint.factors(at.with(known), conjugacy.densities()));
        if (fromStart) {
            roles.enumeratedLatents()
                    .forEach(variable -> factors.add(
                            Factor.of(variable, joint.weightInput(StartWeights.INPUT + variable.name(), variable))));
        }
        Node sum = Elimination.of(joint.scope(), layout, factors, roles.enumerated())
                .logEvidence();
        for (Variable variable : unconstrained) {
            if (variable instanceof RandomVariable) {
                sum = joint.scope()
                        .algebra()
                        .plus(sum, Objects.requireNonNull(free.logJacobians().get(variable)));
            }
        }
        this.total = sum;
    }

    /** The graph's data and layout. */
    public Joint joint() {
        return joint;
    }

    /** Which variables have factors. */
    public Conjugacy conjugacy() {
        return conjugacy;
    }

    /**
     * The expected log joint and its derivatives with respect to the expected statistics of some variables and the unconstrained numbers of others, outputs
     * {@code gradient/} and the name of the input.
     */
    public Compiled step(Collection<? extends Variable> variables) {
        Map<String, Node> with = new LinkedHashMap<>();
        inputs.forEach((moment, node) -> {
            if (variables.contains(moment.variable())) {
                with.put(moment.name(), node);
            }
        });
        free.inputs().forEach((variable, node) -> {
            if (variables.contains(variable)) {
                with.put(FreeVariables.FREE + variable.name(), node);
            }
        });
        Map<Node, Node> gradients = ReverseMode.gradients(joint.scope().graph(), total, with.values());
        Map<String, Node> outputs = new LinkedHashMap<>();
        outputs.put(EXPECTED, total);
        with.forEach((name, node) -> outputs.put(GRADIENT + name, gradients.get(node)));
        return backend.compile(Program.of(outputs));
    }

    /** The expected log priors of some variables, the output {@link #EXPECTED}. */
    Compiled priors(Collection<? extends Variable> variables) {
        List<Factor> priors = factors.stream()
                .filter(factor -> variables.contains(factor.variable()))
                .toList();
        Node sum =
                Elimination.of(joint.scope(), joint.layout(), priors, List.of()).logEvidence();
        return backend.compile(Program.of(Map.of(EXPECTED, sum)));
    }
}
