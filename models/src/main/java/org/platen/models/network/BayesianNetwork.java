package org.platen.models.network;

import static org.platen.dsl.distribution.Distributions.categorical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.ModelBuilder;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Space;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/**
 * A directed graph of discrete variables (Koller and Friedman 2009, "Probabilistic graphical models", definition 3.1), from which models are made: one whose tables are
 * learned from data, and one whose tables are known, for queries. An immutable value:
 *
 * <pre>{@code
 * var network = BayesianNetwork.named("sprinkler")
 *         .node("cloudy", 2).node("sprinkler", 2, "cloudy").node("rain", 2, "cloudy").node("wet", 2, "sprinkler", "rain");
 * Fit fit = new ExactEm().fit(network.learned(), data);
 * Query.of(network.known(table -> fit.estimate(table).values())).given("wet", 1).probabilities("rain");
 * }</pre>
 *
 * @param name of its models
 * @param nodes each after its parents
 */
public record BayesianNetwork(String name, List<Node> nodes) {

    /**
     * A variable of the graph.
     *
     * @param name unique
     * @param states number of its values, counted from 0
     * @param parents names of what it depends on
     */
    public record Node(String name, int states, List<String> parents) {

        /** A copy. */
        public Node {
            parents = List.copyOf(parents);
        }
    }

    /** @throws ModelException when a node comes before one of its parents, has one twice, or has fewer than two states */
    public BayesianNetwork {
        nodes = List.copyOf(nodes);
        List<String> before = new ArrayList<>();
        for (Node node : nodes) {
            ModelException.require(node.states() >= 2, "node '%s' has %d states", node.name(), node.states());
            ModelException.require(
                    before.containsAll(node.parents())
                            && Set.copyOf(node.parents()).size()
                                    == node.parents().size(),
                    "node '%s' has the parents %s, expected different ones out of those declared before: %s",
                    node.name(),
                    node.parents(),
                    before);
            ModelException.require(!before.contains(node.name()), "there are two nodes '%s'", node.name());
            before.add(node.name());
        }
    }

    /** Without nodes as yet. */
    public static BayesianNetwork named(String name) {
        return new BayesianNetwork(name, List.of());
    }

    /** With one more variable. */
    public BayesianNetwork node(String node, int states, String... parents) {
        List<Node> all = new ArrayList<>(nodes);
        all.add(new Node(node, states, List.of(parents)));
        return new BayesianNetwork(name, all);
    }

    /** {@code variables} binary variables x1, x2, … of which each depends on all before it: the full table, of 2ⁿ − 1 numbers. */
    public static BayesianNetwork full(String name, int variables) {
        return binary(name, variables, i -> IntStream.rangeClosed(1, i - 1));
    }

    /** {@code variables} binary variables x1, x2, … of which each depends on the one before it: a chain of first order, of 2n − 1 numbers. */
    public static BayesianNetwork chain(String name, int variables) {
        return binary(name, variables, i -> IntStream.rangeClosed(Math.max(1, i - 1), i - 1));
    }

    private static BayesianNetwork binary(String name, int variables, IntFunction<IntStream> parents) {
        BayesianNetwork network = named(name);
        for (int i = 1; i <= variables; i++) {
            network = network.node(
                    "x" + i,
                    2,
                    parents.apply(i).mapToObj(parent -> "x" + parent).toArray(String[]::new));
        }
        return network;
    }

    /** The number of free probabilities of all tables. */
    public long parameters() {
        return nodes.stream()
                .mapToLong(node -> (node.states() - 1L)
                        * node.parents().stream().mapToLong(this::states).reduce(1, (a, b) -> a * b))
                .sum();
    }

    private long states(String node) {
        return nodes.stream()
                .filter(other -> other.name().equals(node))
                .findFirst()
                .orElseThrow()
                .states();
    }

    /** What a node's table is called in {@link #learned}. */
    public static String table(String node) {
        return "p(" + node + ")";
    }

    /**
     * A model of rows of all variables, whose tables are parameters named by {@link #table}, with an axis for each parent in the order of the parents.
     *
     * @param hidden nodes that are never observed
     */
    public Model learned(String... hidden) {
        return Model.declare(name, m -> {
            Plate row = m.plate("row");
            declare(
                    m,
                    (node, where) -> {
                        Space simplex = Space.simplex(where.own);
                        return where.parents == null
                                ? m.parameter(table(node.name()), simplex)
                                : m.parameter(table(node.name()), where.parents, simplex);
                    },
                    (node, probabilities) -> Arrays.asList(hidden).contains(node.name())
                            ? m.latent(node.name(), row, categorical(probabilities))
                            : m.observed(node.name(), row, categorical(probabilities)));
        });
    }

    /**
     * A model of one unknown value of each variable.
     *
     * @param tables for each node its probabilities, row-major: an axis for each parent and then its states
     * @throws ModelException when a table is missing or has another size
     */
    public Model known(Map<String, double[]> tables) {
        return Model.declare(
                name,
                m -> declare(
                        m,
                        (node, where) -> {
                            double[] table = tables.get(node.name());
                            int size = node.parents().stream()
                                    .mapToInt(parent -> (int) states(parent))
                                    .reduce(node.states(), (a, b) -> a * b);
                            ModelException.require(
                                    table != null && table.length == size,
                                    "the table of '%s' has %s probabilities, expected %d",
                                    node.name(),
                                    table == null ? "no" : Integer.toString(table.length),
                                    size);
                            return new Constant(
                                    Objects.requireNonNull(table),
                                    where.parents == null ? Set.of() : where.parents.axes(),
                                    Shape.of(where.own));
                        },
                        (node, probabilities) -> m.latent(node.name(), categorical(probabilities))));
    }

    /**
     * The same with tables that are looked up by the names of the parameters of {@link #learned}, as a fit of it estimates them:
     * {@code network.known(table -> fit.estimate(table).values())}.
     */
    public Model known(Function<String, double[]> tables) {
        Map<String, double[]> all = new LinkedHashMap<>();
        nodes.forEach(node -> all.put(node.name(), tables.apply(table(node.name()))));
        return known(all);
    }

    /** Plates of a table: that of the node's own values, and those of its parents' values, null without parents. */
    private record Where(Plate own, @Nullable Plates parents) {}

    private void declare(
            ModelBuilder m, BiFunction<Node, Where, Expr> table, BiFunction<Node, Expr, RandomVariable> variable) {
        Map<String, Plate> plates = new LinkedHashMap<>();
        nodes.forEach(node -> plates.put(node.name(), m.plate("state of " + node.name(), node.states())));
        Map<String, RandomVariable> variables = new LinkedHashMap<>();
        for (Node node : nodes) {
            Plates parents = node.parents().stream()
                    .<Plates>map(plates::get)
                    .reduce(Plates::times)
                    .orElse(null);
            Expr probabilities = table.apply(node, new Where(plates.get(node.name()), parents));
            for (String parent : node.parents()) {
                probabilities = probabilities.at(variables.get(parent));
            }
            variables.put(node.name(), variable.apply(node, probabilities));
        }
    }
}
