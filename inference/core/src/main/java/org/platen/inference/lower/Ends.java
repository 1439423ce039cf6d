package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.platen.dsl.shape.Axis;
import org.platen.inference.backend.Inputs;
import org.platen.inference.backend.RowSource;
import org.platen.inference.data.Lengths;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/**
 * Where chains end. A chain that is shorter than the longest of its plate has instants that are filled up: nothing that is summed or multiplied over instants
 * takes these in.
 *
 * @param scope arithmetic of labelled values
 * @param layout sizes of plates
 */
record Ends(Scope scope, Layout layout) {

    private static final String PREFIX = "lengths of ";

    /** Whether chains along an axis end at different instants. */
    boolean differ(Axis chain) {
        return lengths(chain).isPresent();
    }

    /** How many instants there are along a chain: one number, or one for each series. */
    Value length(Axis chain) {
        if (!differ(chain)) {
            return scope.number(layout.binding().size(chain.plate()));
        }
        Set<Axis> series = series(chain);
        Type type = new Type(layout.hasRows(series), layout.sizes(series));
        Node node = scope.graph().input(PREFIX + chain.plate().name(), type);
        return scope.labelled(node, layout.labels(series), 0);
    }

    /** 1 for instants that there are, 0 for those beyond the end. */
    Value exists(Axis chain) {
        int longest = layout.binding().size(chain.plate());
        double[] instants = IntStream.range(0, longest).mapToDouble(t -> t + 1).toArray();
        Node node = scope.graph().literal(instants, List.of(longest));
        Value instant = new Value(node, List.of(new Label.OfPlate(chain)), 0);
        return scope.binary(BinaryRule.LESS_OR_EQUAL, instant, length(chain));
    }

    /** A value for every instant, {@code beyond} at those that there are not. */
    Value within(Axis chain, Value value, double beyond) {
        return differ(chain) ? scope.select(exists(chain), value, scope.number(beyond)) : value;
    }

    /** 1 for the first {@code count} instants, 0 for all others. */
    Value first(Axis chain, int count) {
        double[] isFirst = new double[layout.binding().size(chain.plate())];
        Arrays.fill(isFirst, 0, Math.min(count, isFirst.length), 1);
        Node node = scope.graph().literal(isFirst, List.of(isFirst.length));
        return new Value(node, List.of(new Label.OfPlate(chain)), 0);
    }

    /** The value of the instant before each; the first stands before itself. */
    Value before(Axis chain, Value value) {
        return before(chain, value, 1);
    }

    /** The value some instants before each; before the first stands the first. */
    Value before(Axis chain, Value value, int lag) {
        int dim = value.labels().indexOf(new Label.OfPlate(chain));
        List<Integer> before = IntStream.range(0, layout.binding().size(chain.plate()))
                .mapToObj(i -> Math.max(0, i - lag))
                .toList();
        return dim < 0 ? value : value.with(scope.algebra().take(value.node(), dim, before));
    }

    /** The sums up to each instant: messages of a chain with a single state. From the end of a chain on they stay the same. */
    Value cumulative(Axis chain, Value value) {
        Label time = new Label.OfPlate(chain);
        int instants = layout.binding().size(chain.plate());
        Value length = length(chain);
        List<Label> batch = new ArrayList<>(scope.union(List.of(value, length)));
        batch.remove(time);
        List<Label> labels = new ArrayList<>(batch);
        labels.add(time);
        List<Integer> order = labels.stream()
                .filter(value.labels()::contains)
                .map(value.labels()::indexOf)
                .toList();
        List<Integer> dims = new ArrayList<>();
        labels.forEach(label -> dims.add(value.size(label)));
        dims.add(1);
        Algebra algebra = scope.algebra();
        Node each = algebra.reshape(algebra.permute(value.node(), order), dims);
        dims.set(batch.size(), instants);
        Node emission = algebra.toType(each, each.type().withDims(dims));
        List<Integer> ones = new ArrayList<>();
        batch.forEach(label -> ones.add(1));
        ones.add(1);
        Node initial = algebra.reshape(algebra.number(0), ones);
        ones.add(1);
        ones.add(1);
        Node transition = algebra.reshape(algebra.number(0), ones);
        Node sums = algebra.chainForward(initial, transition, emission, scope.spread(length, batch, 0), false);
        List<Integer> found = sums.type().dims().subList(0, labels.size());
        return scope.labelled(algebra.reshape(sums, found), labels, 0);
    }

    /** The sum over the elements of an axis, of a chain over the instants that there are. Also where the value is the same for all, each of them counts. */
    Value sum(Axis axis, Value value) {
        Label label = new Label.OfPlate(axis);
        if (!value.labels().contains(label)) {
            return scope.times(value, length(axis));
        }
        Value counted = within(axis, value, 0);
        Node sum = scope.algebra().sum(counted.node(), List.of(counted.labels().indexOf(label)));
        return scope.drop(sum, counted.labels(), label, value.eventRank());
    }

    /** Gives a session the lengths that differ. */
    void bind(Inputs inputs) {
        layout.binding()
                .sizes()
                .keySet()
                .forEach(plate -> layout.binding().lengths(plate).ifPresent(lengths -> {
                    double[] values = IntStream.range(0, lengths.count())
                            .mapToDouble(lengths::of)
                            .toArray();
                    if (layout.hasRows(series(plate.axis()))) {
                        inputs.bind(PREFIX + plate.name(), List.of(RowSource.of(values)));
                    } else {
                        inputs.set(PREFIX + plate.name(), values);
                    }
                }));
    }

    private Optional<Lengths> lengths(Axis chain) {
        return chain.instance().isEmpty() ? layout.binding().lengths(chain.plate()) : Optional.empty();
    }

    private static Set<Axis> series(Axis chain) {
        return java.util.Objects.requireNonNull(chain.plate().parent()).axis().axes();
    }
}
