package org.platen.inference.autodiff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.PutOp;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Graph;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/** Derivatives of one number with respect to any values of a program, as further nodes of the same graph. */
public final class ReverseMode implements Gradients {

    private final Graph graph;
    private final Algebra algebra;
    private final Set<Node> wanted = new HashSet<>();
    private final Map<Node, Node> adjoints = new HashMap<>();

    /** Adjoints of entries that were taken from a node, to be put back together in one go: a node taken apart into many pieces is not summed for each of them. */
    private final Map<Node, List<Node>> pieces = new HashMap<>();

    private ReverseMode(Graph graph) {
        this.graph = graph;
        this.algebra = new Algebra(graph);
    }

    /**
     * The derivative of {@code scalar} with respect to each node of {@code with}, in the node's own type; zeros where nothing depends on it.
     *
     * @throws IllegalArgumentException when {@code scalar} has rows or dimensions
     */
    public static Map<Node, Node> gradients(Graph graph, Node scalar, Collection<Node> with) {
        if (scalar.type().rows() || scalar.type().size() != 1) {
            throw new IllegalArgumentException("only a single number can be differentiated, found " + scalar.type());
        }
        ReverseMode reverse = new ReverseMode(graph);
        reverse.run(scalar, with);
        Map<Node, Node> gradients = new LinkedHashMap<>();
        for (Node node : with) {
            Node adjoint = reverse.adjoints.getOrDefault(node, graph.literal(0));
            gradients.put(node, reverse.algebra.toType(adjoint, node.type()));
        }
        return gradients;
    }

    /**
     * The same where {@code scalar} depends on a node, and as it comes: sizes of 1, and rows that are left out, stand for equal entries. What is the same for
     * all rows is then computed once.
     */
    public static Map<Node, Node> adjoints(Graph graph, Node scalar, Collection<Node> with) {
        ReverseMode reverse = new ReverseMode(graph);
        reverse.run(scalar, with);
        Map<Node, Node> adjoints = new LinkedHashMap<>();
        for (Node node : with) {
            Node adjoint = reverse.adjoints.get(node);
            if (adjoint != null) {
                adjoints.put(
                        node,
                        reverse.algebra.reshape(
                                adjoint, adjoint.type().padded(node.type().rank())));
            }
        }
        return adjoints;
    }

    private void run(Node scalar, Collection<Node> with) {
        List<Node> ancestors = ancestors(scalar);
        wanted.addAll(with);
        for (Node node : ancestors) {
            if (node.inputs().stream().anyMatch(wanted::contains)) {
                wanted.add(node);
            }
        }
        adjoints.put(scalar, algebra.reshape(graph.literal(1), scalar.type().dims()));
        for (int i = ancestors.size() - 1; i >= 0; i--) {
            Node node = ancestors.get(i);
            put(node);
            Node adjoint = adjoints.get(node);
            if (adjoint != null && node.inputs().stream().anyMatch(wanted::contains)) {
                node.op().differentiate(node, adjoint, this);
            }
        }
    }

    private static List<Node> ancestors(Node of) {
        Set<Node> seen = new HashSet<>();
        List<Node> stack = new ArrayList<>(List.of(of));
        while (!stack.isEmpty()) {
            Node node = stack.remove(stack.size() - 1);
            if (seen.add(node)) {
                stack.addAll(node.inputs());
            }
        }
        List<Node> sorted = new ArrayList<>(seen);
        sorted.sort(Comparator.comparingInt(Node::id));
        return sorted;
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public boolean wants(Node node) {
        return wanted.contains(node);
    }

    @Override
    public void add(Node node, Node contribution, Type at) {
        if (!wanted.contains(node)) {
            return;
        }
        if (contribution.op() instanceof PutOp
                && at.equals(node.type())
                && contribution.type().dims().equals(at.dims())) {
            pieces.computeIfAbsent(node, key -> new ArrayList<>()).add(contribution);
            return;
        }
        accumulate(node, algebra.reduceTo(contribution, at, node.type()));
    }

    private void accumulate(Node node, Node fitted) {
        Node previous = adjoints.get(node);
        adjoints.put(node, previous == null ? fitted : algebra.plus(previous, fitted));
    }

    /** Pieces along one dimension become one. */
    private void put(Node node) {
        List<Node> own = pieces.remove(node);
        if (own == null) {
            return;
        }
        Map<Integer, List<Node>> byDim = new LinkedHashMap<>();
        own.forEach(piece -> byDim.computeIfAbsent(((PutOp) piece.op()).dim(), dim -> new ArrayList<>())
                .add(piece));
        byDim.forEach((dim, along) -> {
            if (along.size() == 1) {
                accumulate(node, algebra.reduceTo(along.get(0), node.type(), node.type()));
                return;
            }
            List<Integer> entries = along.stream()
                    .flatMap(piece -> ((PutOp) piece.op()).entries().stream())
                    .toList();
            Node joined = algebra.concatenate(
                    along.stream().map(piece -> piece.inputs().get(0)).toList(), dim);
            Node whole = graph.apply(new PutOp(dim, entries, node.type().dim(dim)), joined);
            accumulate(node, algebra.reduceTo(whole, node.type(), node.type()));
        });
    }
}
