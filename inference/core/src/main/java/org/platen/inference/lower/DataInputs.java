package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.Inputs;
import org.platen.inference.data.Column;
import org.platen.inference.op.UnaryRule;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/** The inputs of a graph that are read from data: what observed and given variables are in it, and where a session reads them from. */
final class DataInputs {

    private static final String PREFIX = "data/";

    private final Layout layout;
    private final Scope scope;
    private final List<Column> columns;
    private final Map<Symbol, Value> values = new LinkedHashMap<>();
    private final Map<RandomVariable, Value> missing = new HashMap<>();

    DataInputs(Layout layout, Scope scope, Collection<Column> columns) {
        this.layout = layout;
        this.scope = scope;
        this.columns = List.copyOf(columns);
        this.columns.forEach(this::declare);
    }

    /** The value of each variable; missing entries are replaced by something inside the support. */
    Map<Symbol, Value> values() {
        return values;
    }

    /** What is bound to a variable; null when nothing is. */
    @Nullable
    Column column(RandomVariable variable) {
        return columns.stream()
                .filter(column -> column.variable() == variable)
                .findFirst()
                .orElse(null);
    }

    /** 1 where an entry of an observed variable is missing; null when none is. */
    @Nullable
    Value missing(RandomVariable variable) {
        return missing.get(variable);
    }

    private void declare(Column column) {
        Variable variable = column.variable();
        List<Integer> dims = new ArrayList<>(layout.sizes(variable.axes()));
        IntStream.of(variable.shape().sizes()).forEach(dims::add);
        Type type = new Type(layout.hasRows(variable.axes()), dims);
        Node input = scope.graph().input(PREFIX + variable.name(), type);
        Value value = scope.labelled(
                input, layout.labels(variable.axes()), variable.shape().rank());
        if (variable instanceof RandomVariable observed && (column.hasMissing() || isFilledUp(column))) {
            Value mask = scope.unary(UnaryRule.IS_NAN, value);
            missing.put(observed, mask);
            Constant standIn = StandIns.of(observed.distribution().support(), observed.shape());
            List<Integer> event = IntStream.of(standIn.shape().sizes()).boxed().toList();
            Value instead = new Value(scope.graph().literal(standIn.values(), event), List.of(), event.size());
            value = scope.select(mask, instead, value);
        }
        values.put(variable, value);
    }

    private boolean isFilledUp(Column column) {
        return column.variable().axes().stream().anyMatch(new Ends(scope, layout)::differ);
    }

    /** Gives a session the data that the graph reads, the constants that vary from row to row, and how often each row counts. */
    void bind(Inputs inputs, Map<String, Constant> rowConstants) {
        for (Column column : columns) {
            bind(inputs, PREFIX + column.variable().name(), column.variable(), column.values());
        }
        rowConstants.forEach((name, constant) -> bind(inputs, name, constant, byEntry(constant)));
        new RowSums(scope, layout).bind(inputs);
    }

    private static double[][] byEntry(Constant constant) {
        int entries = constant.shape().size();
        double[] values = constant.values();
        double[][] byEntry = new double[entries][values.length / entries];
        for (int i = 0; i < values.length; i++) {
            byEntry[i % entries][i / entries] = values[i];
        }
        return byEntry;
    }

    private void bind(Inputs inputs, String name, Expr shapedAs, double[][] byEntry) {
        if (layout.hasRows(shapedAs.axes())) {
            inputs.bind(name, layout.sources(shapedAs.axes(), byEntry));
            return;
        }
        double[] flat = new double[byEntry[0].length * byEntry.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = byEntry[i % byEntry.length][i / byEntry.length];
        }
        inputs.set(name, flat);
    }
}
