package org.platen.inference.unconstrained;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.platen.dsl.distribution.LocationScale;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.transform.Bijection;
import org.platen.dsl.transform.Bijections;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Placeholder;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;
import org.platen.inference.program.Node;

/**
 * Estimated variables as functions of unconstrained numbers, the inputs {@code free/name} of a graph. All nodes have dimensions in the order of the variable's
 * own axes, then those of its event.
 *
 * @param inputs the unconstrained numbers of each variable
 * @param constrained what each variable is at them, for {@link Lowering#with}
 * @param values the same as outputs, by name of the variable
 * @param logJacobians the log Jacobian determinant of each variable's bijection there, summed over its elements; none of non-centred variables
 * @param standardDensities log densities of the numbers of non-centred variables, which take the place of those of their values
 * @param unconstrained the way back as outputs: the numbers that the variable's value under {@code lowering} comes from
 */
public record FreeVariables(
        Map<Variable, Node> inputs,
        Map<Symbol, Value> constrained,
        Map<String, Node> values,
        Map<Variable, Node> logJacobians,
        Map<Term, Expr> standardDensities,
        Map<String, Node> unconstrained) {

    /** What the names of unconstrained inputs begin with. */
    public static final String FREE = "free/";

    /** The unconstrained inputs of {@code variables}, which are estimated, and what is made of them. */
    public static FreeVariables of(Joint joint, Lowering lowering, Collection<Variable> variables) {
        return of(joint, lowering, variables, List.of());
    }

    /**
     * The same with some variables non-centred: their numbers are standard values, to which location and scale are put at the values of what those depend on. For such
     * a variable log p(x) + log |dx/dz| is the standard density of z, whatever its scale.
     *
     * @param nonCentred of the variables those, each after what it depends on; their families have location and scale
     */
    public static FreeVariables of(
            Joint joint, Lowering lowering, Collection<Variable> variables, List<RandomVariable> nonCentred) {
        Map<Variable, Node> inputs = new LinkedHashMap<>();
        Map<Symbol, Value> constrained = new HashMap<>();
        Map<String, Node> values = new LinkedHashMap<>();
        Map<Variable, Node> logJacobians = new LinkedHashMap<>();
        Map<Term, Expr> standardDensities = new LinkedHashMap<>();
        Map<String, Node> unconstrained = new LinkedHashMap<>();
        for (Variable variable : variables) {
            if (nonCentred.contains(variable)) {
                continue;
            }
            Bijection bijection = Bijections.of(Unknown.support(variable), variable.shape());
            Placeholder symbol = new Placeholder(
                    FREE + variable.name(), variable.axes(), bijection.unconstrainedShape(variable.shape()));
            Value input = joint.estimatedInput(symbol.name(), symbol);
            inputs.put(variable, input.node().source());
            Lowering free = lowering.with(Map.of(symbol, input));
            Value value = free.lower(bijection.forward(symbol));
            Node logJacobian = free.lower(bijection.logJacobian(symbol)).node();
            constrained.put(variable, value);
            logJacobians.put(variable, total(joint, logJacobian));
            values.put(variable.name(), ordered(joint, variable, value));
            unconstrained.put(variable.name(), ordered(joint, symbol, lowering.lower(bijection.inverse(variable))));
        }
        for (RandomVariable variable : nonCentred) {
            LocationScale family = (LocationScale) variable.distribution();
            Placeholder symbol = new Placeholder(FREE + variable.name(), variable.axes(), variable.shape());
            Value input = joint.estimatedInput(symbol.name(), symbol);
            inputs.put(variable, input.node().source());
            constrained.put(symbol, input);
            Value value = lowering.with(constrained).lower(family.fromStandard(symbol));
            constrained.put(variable, value);
            values.put(variable.name(), ordered(joint, variable, value));
            standardDensities.put(Term.of(variable).get(0), family.standard().elementwiseLogDensity(symbol));
            unconstrained.put(variable.name(), ordered(joint, symbol, lowering.lower(family.standardised(variable))));
        }
        return new FreeVariables(inputs, constrained, values, logJacobians, standardDensities, unconstrained);
    }

    private static Node ordered(Joint joint, Symbol symbol, Value value) {
        List<Label> own = joint.layout().labels(symbol.axes());
        List<Integer> order =
                new ArrayList<>(own.stream().map(value.labels()::indexOf).toList());
        IntStream.range(own.size(), own.size() + value.eventRank()).forEach(order::add);
        return joint.scope().algebra().permute(value.node(), order);
    }

    private static Node total(Joint joint, Node node) {
        List<Integer> all = IntStream.range(0, node.type().rank()).boxed().toList();
        return joint.scope().algebra().sum(node, all);
    }
}
