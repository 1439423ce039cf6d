package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.distribution.Univariate;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.data.Column;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/**
 * Log densities of integers of which there are few, looked up row by row: each density is computed once for all rows that hold the same number. Only where
 * the arguments are the same for all rows.
 */
record DensityTables(Scope scope, Layout layout, DataInputs data, boolean ofTheseValues) {

    /** With more, looking up is no faster. */
    private static final int MOST_VALUES = 64;

    /** The numbers a table is for: {@code count} from {@code first} on. */
    private record Range(int first, int count) {}

    /** The log density of each element of an observed variable, its event summed; missing entries contribute nothing. */
    Optional<Value> logDensity(Lowering lowering, Term term) {
        RandomVariable variable = term.variable();
        Range range = term.part() == Term.Part.ALL ? range(variable) : null;
        if (range == null) {
            return Optional.empty();
        }
        int eventRank = variable.shape().rank();
        Label place = new Label.OfPlate(
                Objects.requireNonNull(layout.rowAxis()).plate().copy("values of " + variable.name()));
        Value table = lowering.with(java.util.Map.of(variable, values(range, place, eventRank)))
                .lower(variable.distribution().elementwiseLogDensity(variable));
        if (table.node().type().rows() || !table.labels().contains(place)) {
            return Optional.empty();
        }
        Value index = index(variable, range);
        List<Label> labels = scope.union(List.of(table, index));
        int dim = labels.indexOf(place);
        Node entries = scope.spread(table, labels, eventRank);
        Node gathered = algebra()
                .gather(
                        data.missing(variable) == null ? entries : withZero(entries, dim),
                        scope.spread(index, labels, eventRank),
                        dim);
        List<Integer> event = IntStream.range(labels.size(), labels.size() + eventRank)
                .boxed()
                .toList();
        Node summed = algebra().sum(gathered, event);
        Node sum = algebra().reshape(summed, summed.type().dims().subList(0, labels.size()));
        return Optional.of(scope.drop(sum, labels, place, 0));
    }

    private @Nullable Range range(RandomVariable variable) {
        Column column = data.column(variable);
        boolean entryByEntry = variable.shape().isScalar() || variable.distribution() instanceof Univariate;
        if (column == null
                || !entryByEntry
                || variable.autoregression().isPresent()
                || !layout.hasRows(variable.axes())
                || !(variable.distribution().support() instanceof Support.Integers support)) {
            return null;
        }
        if (support.isFinite() && (long) support.upper() - support.lower() < MOST_VALUES) {
            return new Range(support.lower(), support.upper() - support.lower() + 1);
        }
        if (!ofTheseValues) {
            return null;
        }
        double first = Double.POSITIVE_INFINITY;
        double last = Double.NEGATIVE_INFINITY;
        for (double[] values : column.values()) {
            for (double value : values) {
                first = value < first ? value : first;
                last = value > last ? value : last;
            }
        }
        return last - first < MOST_VALUES && last >= first ? new Range((int) first, (int) (last - first) + 1) : null;
    }

    /** The numbers in place of the variable, each for the whole event. */
    private Value values(Range range, Label place, int eventRank) {
        List<Integer> dims = new ArrayList<>(List.of(range.count));
        for (int i = 0; i < eventRank; i++) {
            dims.add(1);
        }
        double[] numbers = IntStream.range(0, range.count)
                .mapToDouble(i -> range.first + i)
                .toArray();
        return scope.labelled(scope.graph().literal(numbers, dims), List.of(place), eventRank);
    }

    /** Where each entry stands in the table; missing ones behind its end. */
    private Value index(RandomVariable variable, Range range) {
        Value x = Objects.requireNonNull(data.values().get(variable));
        Value index = scope.binary(BinaryRule.SUBTRACT, x, scope.number(range.first));
        Value missing = data.missing(variable);
        return missing == null ? index : scope.select(missing, scope.number(range.count), index);
    }

    private Node withZero(Node table, int dim) {
        List<Integer> dims = new ArrayList<>(table.type().dims());
        dims.set(dim, 1);
        Node zeros = algebra().toType(scope.graph().literal(0), new Type(false, dims));
        return algebra().concatenate(List.of(table, zeros), dim);
    }

    private Algebra algebra() {
        return scope.algebra();
    }
}
