package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.distribution.Univariate;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.RowSource;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Column;
import org.platen.inference.op.UnaryRule;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/**
 * The log joint density of a model over bound data, as factors in one graph. Unknowns that are estimated are inputs named by a prefix and the variable, so
 * that the same graph can hold the density at two values of them.
 */
public final class Joint {

    private final Model model;
    private final Layout layout;
    private final Roles roles;
    private final List<Column> columns;
    private final Scope scope = new Scope();
    private final Map<Symbol, Value> known = new LinkedHashMap<>();
    private final Map<RandomVariable, Value> missing = new HashMap<>();
    private final Map<String, Constant> rowConstants = new LinkedHashMap<>();

    /** The joint density of {@code model} laid out as {@code layout} says. */
    public Joint(Model model, Layout layout, Roles roles) {
        this(model, layout, roles, Map.of());
    }

    /**
     * The same with known values of further variables.
     *
     * @param drawn values[entry of the event][element, row-major over the variable's axes]
     */
    public Joint(Model model, Layout layout, Roles roles, Map<Variable, double[][]> drawn) {
        this.model = model;
        this.layout = layout;
        this.roles = roles;
        this.columns = new ArrayList<>();
        layout.binding().columns().values().stream()
                .filter(column -> !drawn.containsKey(column.variable()))
                .forEach(columns::add);
        drawn.forEach((variable, values) -> columns.add(new Column(variable, values, false, false, List.of())));
        columns.forEach(this::bindColumn);
        for (RandomVariable variable : roles.enumerated()) {
            known.put(variable, domainValues(variable));
        }
    }

    /** The arithmetic of this graph's values. */
    public Scope scope() {
        return scope;
    }

    /** How plates are laid out. */
    public Layout layout() {
        return layout;
    }

    /** What becomes of the unknowns. */
    public Roles roles() {
        return roles;
    }

    /** Lowers expressions at the estimated values that are inputs named {@code prefix + name}. */
    public Lowering lowering(String prefix) {
        Map<Symbol, Value> symbols = new LinkedHashMap<>(known);
        for (Variable variable : roles.estimated()) {
            symbols.put(variable, estimatedInput(prefix + variable.name(), variable));
        }
        Lowering lowering = new Lowering(scope, layout, symbols, roles.enumerated(), rowConstants);
        for (RandomVariable variable : model.factors()) {
            model.fixedValue(variable).ifPresent(value -> symbols.put(variable, lowering.lower(value)));
        }
        for (Variable variable : model.variables()) {
            if (variable instanceof RandomVariable random && model.isIntervened(random)) {
                model.fixedValue(random).ifPresent(value -> symbols.put(random, lowering.lower(value)));
            }
        }
        return new Lowering(scope, layout, symbols, roles.enumerated(), rowConstants);
    }

    /** An input for a value that does not vary over the rows. */
    public Value estimatedInput(String name, Symbol shapedAs) {
        List<Integer> dims = new ArrayList<>(layout.sizes(shapedAs.axes()));
        IntStream.of(shapedAs.shape().sizes()).forEach(dims::add);
        Node node = scope.graph().input(name, new Type(false, dims));
        return scope.labelled(
                node, layout.labels(shapedAs.axes()), shapedAs.shape().rank());
    }

    /** The factor of {@code variable}; missing entries contribute nothing. */
    public Factor factor(Lowering lowering, RandomVariable variable) {
        Value density = lowering.lower(variable.distribution().elementwiseLogDensity(variable));
        Value mask = missing.get(variable);
        if (mask != null) {
            Value fitted = variable.distribution() instanceof Univariate ? mask : anyEntry(mask);
            density = scope.select(fitted, scope.number(0), density);
        }
        return new Factor(variable, scope.sumEvent(density), variable.axes());
    }

    /** All factors, in the order of declaration. */
    public List<Factor> factors(Lowering lowering) {
        return model.factors().stream()
                .map(variable -> factor(lowering, variable))
                .toList();
    }

    /** 1 where an entry of an observed variable is missing; null when none is. */
    public @org.jspecify.annotations.Nullable Value missing(RandomVariable variable) {
        return missing.get(variable);
    }

    /** Gives a session the data that the graph reads. */
    public void bindData(Session session) {
        for (Column column : columns) {
            bind(session, "data/" + column.variable().name(), column.variable(), column.values());
        }
        rowConstants.forEach((name, constant) -> {
            int entries = constant.shape().size();
            double[] values = constant.values();
            double[][] byEntry = new double[entries][values.length / entries];
            for (int i = 0; i < values.length; i++) {
                byEntry[i % entries][i / entries] = values[i];
            }
            bind(session, name, constant, byEntry);
        });
    }

    private void bind(Session session, String name, Expr shapedAs, double[][] byEntry) {
        List<Integer> sizes = shapedAs.axes().stream()
                .map(axis -> layout.binding().size(axis.plate()))
                .toList();
        int rowPosition = new ArrayList<>(shapedAs.axes()).indexOf(layout.rowAxis());
        if (rowPosition < 0) {
            int elements = byEntry[0].length;
            double[] flat = new double[elements * byEntry.length];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = byEntry[i % byEntry.length][i / byEntry.length];
            }
            session.set(name, flat);
            return;
        }
        int inner = sizes.subList(rowPosition + 1, sizes.size()).stream().reduce(1, (a, b) -> a * b);
        int outer = sizes.subList(0, rowPosition).stream().reduce(1, (a, b) -> a * b);
        List<RowSource> sources = new ArrayList<>();
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                for (double[] values : byEntry) {
                    sources.add(new RowSource(values, o * sizes.get(rowPosition) * inner + i, inner));
                }
            }
        }
        session.bind(name, sources);
    }

    private void bindColumn(Column column) {
        Variable variable = column.variable();
        List<Integer> dims = new ArrayList<>(layout.sizes(variable.axes()));
        IntStream.of(variable.shape().sizes()).forEach(dims::add);
        Type type = new Type(layout.hasRows(variable.axes()), dims);
        Node input = scope.graph().input("data/" + variable.name(), type);
        Value value = scope.labelled(
                input, layout.labels(variable.axes()), variable.shape().rank());
        if (column.hasMissing() && variable instanceof RandomVariable observed) {
            Value mask = scope.unary(UnaryRule.IS_NAN, value);
            missing.put(observed, mask);
            value = scope.select(
                    mask, scope.number(anyValue(observed.distribution().support())), value);
        }
        known.put(variable, value);
    }

    private Value anyEntry(Value mask) {
        Value reduced = mask;
        while (reduced.eventRank() > 0) {
            int dim = reduced.node().type().rank() - 1;
            Node largest = scope.algebra().max(reduced.node(), List.of(dim));
            reduced = new Value(
                    scope.algebra().reshape(largest, largest.type().dims().subList(0, dim)),
                    reduced.labels(),
                    reduced.eventRank() - 1);
        }
        return reduced;
    }

    /** A value inside a support, to stand in for missing ones where the result is not used. */
    private static double anyValue(Support support) {
        if (support instanceof Support.Integers integers) {
            return integers.lower();
        }
        if (support instanceof Support.Interval interval) {
            boolean below = Double.isInfinite(interval.lower());
            boolean above = Double.isInfinite(interval.upper());
            if (below) {
                return above ? 0 : interval.upper() - 1;
            }
            return above ? interval.lower() + 1 : 0.5 * (interval.lower() + interval.upper());
        }
        return support instanceof Support.Simplex simplex ? 1.0 / simplex.dim().size() : 0;
    }

    private Value domainValues(RandomVariable variable) {
        Label label = new Label.OfDomain(variable);
        Support support = variable.distribution().support();
        if (support instanceof Support.OneHot oneHot) {
            int n = oneHot.dim().size();
            double[] identity = new double[n * n];
            for (int i = 0; i < n; i++) {
                identity[i * (n + 1)] = 1;
            }
            return scope.labelled(scope.graph().literal(identity, List.of(n, n)), List.of(label), 1);
        }
        Support.Integers integers = (Support.Integers) support;
        double[] values = IntStream.rangeClosed(integers.lower(), integers.upper())
                .asDoubleStream()
                .toArray();
        return scope.labelled(scope.graph().literal(values, List.of(values.length)), List.of(label), 0);
    }
}
