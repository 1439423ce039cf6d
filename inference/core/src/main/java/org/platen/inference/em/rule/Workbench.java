package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.autodiff.ReverseMode;
import org.platen.inference.lower.Integration;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Scope;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;
import org.platen.inference.program.Node;

/** Where rules ask for what their formulas read: expected statistics per cell, and the values of arguments. */
public final class Workbench {

    private final Joint joint;
    private final Integration integration;
    private final Lowering old;
    private final Lowering now;
    private final Map<Term, Value> responsibilities;
    private final Map<String, Node> statistics = new LinkedHashMap<>();
    private final Map<String, Node> oldArguments = new LinkedHashMap<>();
    private final Map<String, Node> newArguments = new LinkedHashMap<>();

    /**
     * @param integration what is integrated out at the estimates of the E-step
     * @param now lowers at the estimates being updated
     * @param responsibilities for each factor the posterior expectation of its occurrence, of the factor's own type
     */
    public Workbench(Joint joint, Integration integration, Lowering now, Map<Term, Value> responsibilities) {
        this.joint = joint;
        this.integration = integration;
        this.old = integration.atMean();
        this.now = now;
        this.responsibilities = responsibilities;
    }

    /** Outputs of the E-step's program: statistics and arguments at its estimates. */
    public Map<String, Node> stepOutputs() {
        Map<String, Node> outputs = new LinkedHashMap<>(statistics);
        oldArguments.forEach((name, node) -> outputs.put("old " + name, node));
        return outputs;
    }

    /** Outputs of the small program that evaluates arguments at the estimates being updated. */
    public Map<String, Node> argumentOutputs() {
        return Map.copyOf(newArguments);
    }

    /** Arithmetic on lowered values. */
    public Scope scope() {
        return joint.scope();
    }

    /** An expression at the estimates of the E-step. */
    public Value value(Expr expr) {
        return old.lower(expr);
    }

    /** The values that a term is about. */
    public Value value(Term term) {
        return joint.restricted(term, old.lower(term.variable()));
    }

    /** What {@code of} gives of a lowering, at the values that a term is about: with its spread where it depends on what is integrated out. */
    public Quantity quantity(Term term, Function<Lowering, Value> of) {
        return new Quantity(joint.restricted(term, of.apply(old)), integration.roots(term, of));
    }

    /** Whether an expression is the same for all rows, so that its value can be asked for. */
    public boolean isGlobal(Expr expr) {
        return !Users.mentionsAny(expr, joint.roles().integrated())
                && !value(expr).node().type().rows();
    }

    /** Whether {@code variable} is estimated. */
    public boolean isEstimated(Variable variable) {
        return joint.roles().estimated().contains(variable);
    }

    /** Whether an expression depends on any estimated variable. */
    public boolean dependsOnEstimated(Expr expr) {
        return Users.mentionsAny(expr, joint.roles().estimated());
    }

    /** The expected weight of each element of a factor; entries that are missing count nothing. */
    public Value weight(Term factor) {
        Value weight = joint.each(factor, responsibilities.get(factor));
        Value missing = joint.missing(factor.variable());
        if (missing == null || joint.roles().isHidden(factor.variable())) {
            return weight;
        }
        Value own = joint.restricted(factor, missing);
        Value present = scope().binary(org.platen.inference.op.BinaryRule.SUBTRACT, scope().number(1), own);
        return scope().times(weight, present);
    }

    /**
     * Asks for Σ weighted · other, summed within each cell.
     *
     * @param weighted a weight times some quantity
     * @param other another quantity
     * @return the statistic's name
     */
    public String sum(Cell cell, Value weighted, Value other) {
        return sum(cell, UnaryOperator.identity(), weighted, other);
    }

    /**
     * Asks for Σ weighted · other, summed by what {@code pick} picks within each cell.
     *
     * @param pick from a cell's event to the entries that the sum runs into
     */
    public String sum(Cell cell, UnaryOperator<Expr> pick, Value weighted, Value other) {
        Probed probed = new Probed(cell, pick);
        return statistic(probed, probed.total(scope().times(weighted, other)));
    }

    /**
     * Asks for the expectation of Σ x · y, summed within each cell.
     *
     * @param x weighted
     * @return the statistic's name
     */
    public String sum(Cell cell, Quantity.Weighted x, Quantity y) {
        Probed probed = new Probed(cell, UnaryOperator.identity());
        Node total = probed.total(scope().times(x.mean(), y.mean()));
        if (x.roots() != null && y.roots() != null) {
            Value spread = summedOverDirections(scope().times(x.roots(), y.roots()));
            boolean shared =
                    !spread.node().type().rows() && !probed.read.node().type().rows();
            Value weight = shared && x.weight().node().type().rows()
                    ? x.weight().with(scope().algebra().sumRows(x.weight().node()))
                    : x.weight();
            total = scope().algebra().plus(total, probed.total(scope().times(weight, spread)));
        }
        return statistic(probed, total);
    }

    private Value summedOverDirections(Value value) {
        Value sum = value;
        for (Label label : value.labels()) {
            if (label instanceof Label.OfDirection) {
                int dim = sum.labels().indexOf(label);
                Node node = scope().algebra().sum(sum.node(), List.of(dim));
                sum = scope().drop(node, sum.labels(), label, sum.eventRank());
            }
        }
        return sum;
    }

    private String statistic(Probed probed, Node total) {
        statistics.put(
                probed.name,
                ReverseMode.gradients(scope().graph(), total, List.of(probed.input))
                        .get(probed.input));
        return probed.name;
    }

    /** A variable over the cells, of which a statistic is the derivative: what it is multiplied by is summed into its cells. */
    private final class Probed {

        private final String name = "statistic " + statistics.size();
        private final Node input;
        private final Value read;

        Probed(Cell cell, UnaryOperator<Expr> pick) {
            Symbol probe = cell.probe(name);
            Value value = joint.estimatedInput(name, probe);
            this.input = inputNode(value);
            this.read = old.with(Map.of(probe, value)).lower(pick.apply(cell.read(probe)));
        }

        /** Σ of a value times what the variable is for its element. */
        Node total(Value value) {
            Scope scope = scope();
            Value own = atInstantsOf(this, value);
            List<Label> labels = scope.union(List.of(value, own));
            int eventRank = Math.max(value.eventRank(), own.eventRank());
            Node left = scope.spread(value, labels, eventRank);
            Node right = scope.spread(own, labels, eventRank);
            boolean rows = left.type().rows() || right.type().rows();
            List<Integer> all =
                    IntStream.range(0, labels.size() + eventRank).boxed().toList();
            return scope.algebra().reshape(scope.algebra().sumProduct(left, right, all, rows), List.of());
        }
    }

    /** What is read at the instants that a value is about: one without a dimension for a chain is about its first. */
    private Value atInstantsOf(Probed probed, Value value) {
        Value read = probed.read;
        for (Label label : probed.read.labels()) {
            if (label instanceof Label.OfPlate plate
                    && plate.axis().plate().isChain()
                    && !value.labels().contains(label)) {
                int dim = read.labels().indexOf(label);
                Node first = scope().algebra().take(read.node(), dim, List.of(0));
                read = scope().drop(first, read.labels(), label, read.eventRank());
            }
        }
        return read;
    }

    /** The sum of a weight within each cell. */
    public String sum(Cell cell, Value weighted) {
        return sum(cell, weighted, scope().number(1));
    }

    /** An argument that is the same for all rows, spread over the entries of a cell; empty when it varies along something else. */
    public Optional<Spread> argument(Cell cell, Expr expr) {
        if (Users.mentionsAny(expr, joint.roles().integrated())) {
            return Optional.empty();
        }
        Value value = value(expr);
        if (value.node().type().rows()) {
            return Optional.empty();
        }
        List<Axis> axes = new ArrayList<>();
        for (Label label : value.labels()) {
            Axis axis = axisOf(cell, label);
            if (axis == null) {
                return Optional.empty();
            }
            axes.add(axis);
        }
        int[] event = value.eventDims().stream().mapToInt(Integer::intValue).toArray();
        int[] map = CellMap.of(cell.axisList(), cell.event().sizes(), axes, event, this::size);
        return Optional.of(new Spread(argument(value.node(), now.lower(expr).node()), map));
    }

    /** Asks for the value of an estimated variable, row-major over its axes and event. */
    public String argument(Variable estimated) {
        return argument(inputNode(old.lower(estimated)), inputNode(now.lower(estimated)));
    }

    private String argument(Node atOld, Node atNew) {
        for (Map.Entry<String, Node> entry : oldArguments.entrySet()) {
            if (entry.getValue() == atOld) {
                return entry.getKey();
            }
        }
        String name = "argument " + oldArguments.size();
        oldArguments.put(name, atOld);
        newArguments.put(name, atNew);
        return name;
    }

    /** For each entry of a cell, the entry of a variable read within it. */
    public int[] entries(Cell cell, Variable target) {
        return CellMap.of(
                cell.axisList(),
                cell.event().sizes(),
                new ArrayList<>(target.axes()),
                target.shape().sizes(),
                this::size);
    }

    /** For each cell, ignoring events, the element of a variable read within it. */
    public int[] elements(Cell cell, Variable target) {
        return CellMap.of(cell.axisList(), new int[0], new ArrayList<>(target.axes()), new int[0], this::size);
    }

    /** Number of elements of a variable over its axes. */
    public int elements(Variable variable) {
        return variable.axes().stream().mapToInt(this::size).reduce(1, (a, b) -> a * b);
    }

    /** Number of cells. */
    int count(Cell cell) {
        return cell.axes().stream().mapToInt(this::size).reduce(1, Math::multiplyExact);
    }

    private int size(Axis axis) {
        return joint.layout().binding().size(axis.plate());
    }

    private static @Nullable Axis axisOf(Cell cell, Label label) {
        if (label instanceof Label.OfDomain domain) {
            return cell.axisOf(domain.variable());
        }
        Axis axis = ((Label.OfPlate) label).axis();
        return cell.axes().contains(axis) && !cell.by().containsKey(axis) ? axis : null;
    }

    /** The input itself, below the permutation that brought it into the scope's order. */
    private static Node inputNode(Value input) {
        Node node = input.node();
        while (!node.inputs().isEmpty()) {
            node = node.inputs().get(0);
        }
        return node;
    }
}
