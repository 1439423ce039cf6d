package org.platen.inference.lower;

import java.util.List;
import org.platen.inference.program.Node;

/**
 * A lowered expression: a node whose leading dimensions are labelled and whose last ones are the event's. Rows of the blocked plate are no dimension.
 *
 * @param node its dimensions are those of the labels, in the scope's order, then those of the event
 * @param labels names of the leading dimensions
 * @param eventRank number of event dimensions
 */
public record Value(Node node, List<Label> labels, int eventRank) {

    /** A defensive copy of the labels. */
    public Value {
        labels = List.copyOf(labels);
        if (node.type().rank() != labels.size() + eventRank) {
            throw new IllegalArgumentException(
                    node + " does not have labels " + labels + " and " + eventRank + " event dimensions");
        }
    }

    /** The sizes of the event dimensions. */
    public List<Integer> eventDims() {
        return node.type().dims().subList(labels.size(), node.type().rank());
    }

    /** The size of a labelled dimension, 1 when the value does not vary over it. */
    public int size(Label label) {
        int position = labels.indexOf(label);
        return position < 0 ? 1 : node.type().dim(position);
    }

    /** The same dimensions with another node. */
    public Value with(Node other) {
        return new Value(other, labels, eventRank);
    }
}
