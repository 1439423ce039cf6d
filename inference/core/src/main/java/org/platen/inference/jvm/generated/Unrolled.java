package org.platen.inference.jvm.generated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.inference.op.Unrollable;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Input;
import org.platen.inference.program.Literal;
import org.platen.inference.program.Node;
import org.platen.inference.program.RowCount;

/**
 * A stage written out: small values number by number, others by calls of their kernels.
 *
 * @param actions stores and calls in their order; the numbers they need come with them
 */
record Unrolled(List<Action> actions) {

    /** Sizes up to which values are written out, tried in turn until a stage is short enough. */
    private static final int[] LARGEST = {Unrollable.SMALL, Unrollable.SMALL / 4, Unrollable.SMALL / 16};

    private static final int MOST_NUMBERS = 20_000;
    private static final int MOST_TERMS = 4;

    /** {@code stage} written out, or null when nothing is gained by it. */
    static @Nullable Unrolled of(List<Node> stage, Set<Node> readElsewhere, Set<Node> varying) {
        for (int largest : LARGEST) {
            int work = stage.stream()
                    .filter(node -> isSmall(node, largest))
                    .mapToInt(Unrolled::work)
                    .sum();
            if (work > 0 && work <= MOST_NUMBERS) {
                return new Builder(stage, readElsewhere, varying, largest).build();
            }
        }
        return null;
    }

    private static boolean isSmall(Node node, int largest) {
        return node.op() instanceof Unrollable && node.type().size() <= largest && work(node) <= MOST_TERMS * largest;
    }

    private static int work(Node node) {
        return ((Unrollable) node.op())
                .work(node.inputs().stream().map(Node::type).toList(), node.type());
    }

    /** Whose buffer {@code node} looks at: its own, or its input's. */
    static Node storage(Node node) {
        if (node.inputs().size() != 1 || node.reducesRows()) {
            return node;
        }
        Node input = node.inputs().get(0);
        Buffer symbolic = Buffer.flat(input.type(), new double[input.type().size()]);
        Buffer view = node.op().view(List.of(symbolic), node.type());
        return view != null && view.flat() == symbolic.flat() ? storage(input) : node;
    }

    /** The state of writing a stage out. */
    private static final class Builder {

        private final List<Node> stage;
        private final Set<Node> varying;
        private final int largest;
        private final ScalarGraph graph = new ScalarGraph();
        private final Map<Node, List<Scalar>> entries = new HashMap<>();
        private final Set<Node> isHeld = new HashSet<>();
        private final Set<Node> isStored = new HashSet<>();
        private final List<Action> actions = new ArrayList<>();

        Builder(List<Node> stage, Set<Node> readElsewhere, Set<Node> varying, int largest) {
            this.stage = stage;
            this.varying = varying;
            this.largest = largest;
            readElsewhere.forEach(node -> isStored.add(storage(node)));
        }

        Unrolled build() {
            Map<Node, List<Scalar>> written = new HashMap<>();
            for (Node node : stage) {
                boolean held = isSource(node)
                        ? !varying.contains(node)
                        : node.inputs().stream().allMatch(isHeld::contains);
                if (held) {
                    isHeld.add(node);
                }
                List<Scalar> own = isSource(node) || storage(node) != node ? null : unrolled(node);
                if (own != null) {
                    written.put(node, own);
                    entries.put(node, own);
                } else if (!isSource(node) && storage(node) == node) {
                    node.inputs().forEach(input -> isStored.add(storage(input)));
                }
            }
            // Only now is known what kernels read.
            for (Node node : stage) {
                List<Scalar> own = written.get(node);
                if (own == null && !isSource(node) && storage(node) == node) {
                    actions.add(new Action.Call(node, isHeld.contains(node)));
                } else if (own != null && isStored.contains(node)) {
                    IntStream.range(0, own.size())
                            .forEach(i -> actions.add(new Action.Store(own.get(i), node, i, isHeld.contains(node))));
                }
            }
            return new Unrolled(actions);
        }

        private static boolean isSource(Node node) {
            return node.op() instanceof Input || node.op() instanceof Literal || node.op() instanceof RowCount;
        }

        private @Nullable List<Scalar> unrolled(Node node) {
            if (!isSmall(node, largest) || !(node.op() instanceof Unrollable op)) {
                return null;
            }
            List<Unrollable.Entries<Scalar>> inputs = node.inputs().stream()
                    .map(input -> new Unrollable.Entries<>(input.type(), entries(input)))
                    .toList();
            return op.unroll(inputs, node.type(), graph);
        }

        private List<Scalar> entries(Node node) {
            Node storage = storage(node);
            List<Scalar> known = entries.get(storage);
            if (known != null) {
                return known;
            }
            int size = node.type().size();
            List<Scalar> read = storage.op() instanceof Literal literal
                    ? IntStream.range(0, size)
                            .mapToObj(i -> graph.number(literal.values()[i]))
                            .toList()
                    : IntStream.range(0, size)
                            .mapToObj(i -> graph.entry(storage, i, isHeld.contains(storage)))
                            .toList();
            entries.put(storage, read);
            return read;
        }
    }
}
