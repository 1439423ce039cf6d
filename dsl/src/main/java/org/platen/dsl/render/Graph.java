package org.platen.dsl.render;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.network.Network;
import org.platen.dsl.shape.Axis;

/** A model as nodes and arrows: a node for each variable, and one for each network in place of its weights. */
record Graph(List<Node> nodes, List<Edge> edges) {

    /** What a node stands for. */
    enum Kind {
        LATENT,
        OBSERVED,
        DETERMINISTIC,
        GIVEN,
        /** Without a distribution: a parameter, or a variable that was intervened on. */
        CONSTANT,
        NETWORK
    }

    /** What an arrow says. */
    enum Arrow {
        /** The one is drawn or computed from the other. */
        PARENT,
        /** Each value depends on those before it. */
        NEXT,
        /** Each entry of a value depends on those before it. */
        LATER_ENTRIES,
        /** The approximation of the one reads the other. */
        GUIDE
    }

    /**
     * @param name unique in its graph
     * @param label what is written at it
     * @param axes what it is repeated over
     */
    record Node(String name, String label, Kind kind, Set<Axis> axes) {

        /** Of the name alone: nodes are looked up very often. */
        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /** An arrow between two nodes, which may be the same. */
    record Edge(Node from, Node to, Arrow arrow) {}

    /**
     * The graph of a model.
     *
     * @param guide whether to show what the approximations of latent variables read
     */
    static Graph of(Model model, boolean guide) {
        Map<Variable, Network> weights = weights(model);
        Set<Edge> edges = new LinkedHashSet<>();
        Map<Object, Node> nodes = new LinkedHashMap<>();
        model.networks().forEach(network -> nodes.put(network, node(network)));
        for (Variable variable : model.variables()) {
            if (!weights.containsKey(variable)) {
                nodes.put(variable, node(model, variable));
            }
        }
        for (Variable variable : model.variables()) {
            if (weights.containsKey(variable)) {
                continue;
            }
            addEdges(edges, nodes, weights, model.parents(variable), variable, Arrow.PARENT);
            Node own = nodes.get(variable);
            if (own != null && variable instanceof RandomVariable random && !model.isIntervened(random)) {
                if (random.distribution() instanceof Markov) {
                    edges.add(new Edge(own, own, Arrow.NEXT));
                } else if (random.autoregression().isPresent()) {
                    edges.add(new Edge(own, own, Arrow.LATER_ENTRIES));
                }
            }
        }
        if (guide) {
            model.guide()
                    .factors()
                    .forEach((variable, approximation) ->
                            addEdges(edges, nodes, weights, read(approximation.arguments()), variable, Arrow.GUIDE));
        }
        Set<Node> linked = edges.stream().map(Edge::from).collect(Collectors.toSet());
        List<Node> shown = nodes.values().stream()
                .filter(node -> node.kind() != Kind.NETWORK || linked.contains(node))
                .toList();
        return new Graph(shown, List.copyOf(edges));
    }

    /** The network that each variable is a weight of. */
    static Map<Variable, Network> weights(Model model) {
        Map<Variable, Network> weights = new LinkedHashMap<>();
        for (Network network : model.networks()) {
            for (Expr weight : network.weights().values()) {
                if (weight instanceof Variable variable) {
                    weights.put(variable, network);
                }
            }
        }
        return weights;
    }

    private static void addEdges(
            Set<Edge> edges,
            Map<Object, Node> nodes,
            Map<Variable, Network> weights,
            Collection<Variable> from,
            Variable to,
            Arrow arrow) {
        for (Variable parent : from) {
            Network network = weights.get(parent);
            Node start = nodes.get(network == null ? parent : network);
            Node end = nodes.get(to);
            if (start != null && end != null) {
                edges.add(new Edge(start, end, arrow));
            }
        }
    }

    private static List<Variable> read(List<Argument> arguments) {
        List<Variable> read = new ArrayList<>();
        arguments.forEach(argument -> argument.value().symbols().forEach(symbol -> {
            if (symbol instanceof Variable variable) {
                read.add(variable);
            }
        }));
        return read;
    }

    private static Node node(Network network) {
        return new Node(network.name(), network.name(), Kind.NETWORK, Set.of());
    }

    private static Node node(Model model, Variable variable) {
        String label = variable instanceof RandomVariable random
                ? model.fixedValue(random)
                        .map(value -> random.name() + " = " + value)
                        .orElse(random.name())
                : variable.name();
        return new Node(variable.name(), label, kind(model, variable), variable.axes());
    }

    private static Kind kind(Model model, Variable variable) {
        if (variable instanceof RandomVariable random) {
            boolean known = random.isObserved() || model.fixedValue(random).isPresent();
            return model.isIntervened(random) ? Kind.CONSTANT : known ? Kind.OBSERVED : Kind.LATENT;
        }
        return variable instanceof Deterministic
                ? Kind.DETERMINISTIC
                : variable instanceof Given ? Kind.GIVEN : Kind.CONSTANT;
    }
}
