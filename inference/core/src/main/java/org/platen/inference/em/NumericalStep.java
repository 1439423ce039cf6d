package org.platen.inference.em;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;
import org.platen.dsl.transform.Bijection;
import org.platen.dsl.transform.Bijections;
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
    static final String FREE = "free/";
    static final String GRADIENT = "gradient/";
    static final String DIRECTION = "direction/";
    static final String CURVATURE = "curvature/";

    /** The unconstrained numbers of a variable. */
    private record Unconstrained(String name, Set<Axis> axes, Shape shape) implements Symbol {

        @Override
        public Bounds bounds() {
            return Bounds.UNKNOWN;
        }

        @Override
        public Optional<Dim> indexDomain() {
            return Optional.empty();
        }
    }

    static NumericalStep of(
            Model model,
            Joint joint,
            Integration integration,
            Map<Term, Value> weights,
            List<Variable> targets,
            Backend backend) {
        Lowering now = joint.lowering(EmProgram.NEW);
        Map<Variable, Node> inputs = new LinkedHashMap<>();
        Map<Symbol, Value> constrained = new HashMap<>();
        Map<String, Node> values = new LinkedHashMap<>();
        Map<String, Node> unconstrained = new LinkedHashMap<>();
        for (Variable target : targets) {
            Bijection bijection = Bijections.of(Unknown.support(target), target.shape());
            Unconstrained symbol = new Unconstrained(
                    FREE + target.name(), target.axes(), bijection.unconstrainedShape(target.shape()));
            Value input = joint.estimatedInput(symbol.name(), symbol);
            inputs.put(target, source(input.node()));
            Value value = now.with(Map.of(symbol, input)).lower(bijection.forward(symbol));
            constrained.put(target, value);
            values.put(target.name(), ordered(joint, target, value));
            unconstrained.put(target.name(), ordered(joint, symbol, now.lower(bijection.inverse(target))));
        }
        Lowering at = now.with(constrained);
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
                backend.compile(Program.of(values)),
                backend.compile(Program.of(unconstrained)));
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

    /** The node with dimensions in the order of the variable's own axes. */
    private static Node ordered(Joint joint, Symbol symbol, Value value) {
        List<Label> own = joint.layout().labels(symbol.axes());
        List<Integer> order =
                new ArrayList<>(own.stream().map(value.labels()::indexOf).toList());
        IntStream.range(own.size(), own.size() + value.eventRank()).forEach(order::add);
        return joint.scope().algebra().permute(value.node(), order);
    }

    private static Node source(Node node) {
        Node source = node;
        while (!source.inputs().isEmpty()) {
            source = source.inputs().get(0);
        }
        return source;
    }
}
