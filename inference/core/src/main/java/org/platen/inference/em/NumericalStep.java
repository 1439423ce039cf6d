package org.platen.inference.em;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.inference.autodiff.ReverseMode;
import org.platen.inference.backend.Backend;
import org.platen.inference.backend.Compiled;
import org.platen.inference.em.rule.Users;
import org.platen.inference.lower.Factor;
import org.platen.inference.lower.Integration;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Scope;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.platen.inference.unconstrained.FreeVariables;
import org.platen.inference.unconstrained.Unknown;

/**
 * The M-step of variables that no rule covers: the expected log joint as a function of unconstrained numbers, with its first and second derivatives.
 *
 * @param targets the variables
 * @param objective gives {@link #VALUE} and a gradient for each target, at inputs {@code free/name} and the responsibilities of the old estimates
 * @param curvature gives the matrix of second derivatives times the inputs {@code direction/name}, a part for each target
 * @param constrain from {@code free/name} to the variable's value
 * @param free from the variable's value, input {@code new/name}, to unconstrained numbers
 */
record NumericalStep(
        List<Variable> targets, Compiled objective, Compiled curvature, Compiled constrain, Compiled free) {

    static final String VALUE = "value";
    static final String GRADIENT = "gradient/";
    static final String DIRECTION = "direction/";
    static final String CURVATURE = "curvature/";

    static NumericalStep of(
            Model model,
            Joint joint,
            Integration integration,
            Map<Term, Value> weights,
            List<Variable> targets,
            Backend backend) {
        Lowering now = joint.lowering(EmProgram.NEW);
        FreeVariables free = FreeVariables.of(joint, now, targets);
        Map<Variable, Node> inputs = free.inputs();
        Lowering at = now.with(free.constrained());
        Node total = joint.scope().number(0).node();
        for (Term term : Term.of(model)) {
            boolean depends = targets.contains(term.variable())
                    || targets.stream()
                            .anyMatch(target -> Users.of(model, target).contains(term));
            if (depends) {
                total = joint.scope()
                        .algebra()
                        .plus(total, expected(joint, integration.expected(at, term), weights.get(term)));
            }
        }
        Map<Node, Node> gradients = ReverseMode.gradients(joint.scope().graph(), total, inputs.values());
        Map<String, Node> outputs = new LinkedHashMap<>();
        outputs.put(VALUE, total);
        inputs.forEach((target, node) -> outputs.put(GRADIENT + target.name(), gradients.get(node)));
        return new NumericalStep(
                targets,
                backend.compile(Program.of(outputs)),
                backend.compile(Program.of(curvature(joint, inputs, gradients))),
                backend.compile(Program.of(free.values())),
                backend.compile(Program.of(free.unconstrained())));
    }

    /** How many unconstrained numbers some variables are together. */
    static int size(Layout layout, Collection<Variable> targets) {
        return targets.stream()
                .mapToInt(target -> Unknown.elements(target, layout.binding()) * Unknown.unconstrained(target))
                .sum();
    }

    /** What it is called in reports. */
    String method(Layout layout) {
        return size(layout, targets) <= Newton.LARGEST ? "Newton" : "quasi-Newton";
    }

    /** The derivative of the gradient along a direction, which is the derivative of their scalar product. */
    private static Map<String, Node> curvature(Joint joint, Map<Variable, Node> inputs, Map<Node, Node> gradients) {
        Algebra algebra = joint.scope().algebra();
        Node slope = joint.scope().number(0).node();
        for (Map.Entry<Variable, Node> input : inputs.entrySet()) {
            Node node = input.getValue();
            Node direction =
                    joint.scope().graph().input(DIRECTION + input.getKey().name(), node.type());
            List<Integer> all = IntStream.range(0, node.type().rank()).boxed().toList();
            Node product = algebra.sumProduct(gradients.get(node), direction, all, false);
            slope = algebra.plus(slope, algebra.reshape(product, List.of()));
        }
        Map<Node, Node> second = ReverseMode.gradients(joint.scope().graph(), slope, inputs.values());
        Map<String, Node> outputs = new LinkedHashMap<>();
        inputs.forEach((target, node) -> outputs.put(CURVATURE + target.name(), second.get(node)));
        return outputs;
    }

    /** Σ weight · log factor, where nothing of weight 0 counts, whatever its density. */
    private static Node expected(Joint joint, Factor factor, Value weight) {
        Scope scope = joint.scope();
        Algebra algebra = scope.algebra();
        Value isZero = scope.binary(BinaryRule.EQUAL, weight, scope.number(0));
        Value density = scope.select(isZero, scope.number(0), factor.value());
        List<Label> labels = scope.union(List.of(density, weight));
        Node left = scope.spread(density, labels, 0);
        Node right = scope.spread(weight, labels, 0);
        boolean rows = left.type().rows() || right.type().rows();
        List<Integer> all = IntStream.range(0, labels.size()).boxed().toList();
        return algebra.reshape(algebra.sumProduct(left, right, all, rows), List.of());
    }
}
