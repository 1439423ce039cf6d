package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.platen.dsl.shape.Axis;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.ScatterOp;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/**
 * Adds up, for each element of a plate, what the elements that name it contribute: the words of each document.
 *
 * @param scope arithmetic of labelled values
 * @param layout sizes of plates
 * @param target the plate whose elements are named
 * @param by names them
 */
record SegmentSum(Scope scope, Layout layout, Axis target, Value by) {

    /**
     * The sums, over the plates in {@code kept} and {@code target}. Variables that were looked up by the index are at their own element then.
     *
     * @param x one number for each element of {@code from}
     */
    Value of(Value x, Set<Axis> from, Set<Axis> kept) {
        Label place = new Label.OfPlate(target);
        List<Label> labels = scope.sorted(Stream.of(x.labels(), by.labels(), List.of(place))
                .flatMap(List::stream)
                .toList());
        int dim = labels.indexOf(place);
        boolean rows = x.node().type().rows() || by.node().type().rows();
        List<Integer> entries = new ArrayList<>();
        List<Integer> sums = new ArrayList<>();
        List<Label> left = new ArrayList<>();
        List<Integer> leftSizes = new ArrayList<>();
        for (Label label : labels) {
            int size = Math.max(x.size(label), by.size(label));
            boolean summed =
                    label instanceof Label.OfPlate plate && !plate.equals(place) && !kept.contains(plate.axis());
            entries.add(size);
            sums.add(summed ? 1 : label.equals(place) ? layout.binding().size(target.plate()) : size);
            if (!summed) {
                left.add(own(label));
                leftSizes.add(sums.get(sums.size() - 1));
            }
        }
        Type sumType = new Type(rows && kept.contains(layout.rowAxis()), sums);
        Node whole = algebra().toType(scope.spread(x, labels, 0), new Type(rows, entries));
        Node added = rows && !kept.contains(layout.rowAxis()) ? rowSums().contributions(whole) : whole;
        Node scattered = scope.graph().apply(new ScatterOp(dim, sumType), added, scope.spread(by, labels, 0));
        Node repeated = repeated(scattered, labels, rows, from, kept);
        return scope.labelled(algebra().reshape(repeated, leftSizes), left, 0);
    }

    private Label own(Label label) {
        return label instanceof Label.OfDomain domain ? new Label.OfDomain(domain.variable()) : label;
    }

    /** Plates that neither the entries nor the index vary over count by their size. */
    private Node repeated(Node sums, List<Label> labels, boolean rows, Set<Axis> from, Set<Axis> kept) {
        Node result = sums;
        for (Axis axis : from) {
            if (kept.contains(axis) || labels.contains(new Label.OfPlate(axis))) {
                continue;
            }
            if (!axis.equals(layout.rowAxis())) {
                result = algebra().times(result, layout.binding().size(axis.plate()));
            } else if (!rows) {
                result = algebra().times(result, rowSums().count());
            }
        }
        return result;
    }

    private RowSums rowSums() {
        return new RowSums(scope, layout);
    }

    private Algebra algebra() {
        return scope.algebra();
    }
}
