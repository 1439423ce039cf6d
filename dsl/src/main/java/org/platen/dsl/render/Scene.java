package org.platen.dsl.render;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is to be placed: nodes with their figures and layers, and the regions around them. */
final class Scene {

    /** Between a region's border and what is inside. */
    static final double PADDING = 12;

    /** Between neighbours. */
    static final double GAP = 20;

    /** Between layers. */
    static final double LAYER_GAP = 30;

    /** Height of the strip with a region's label. */
    static final double LABEL = 18;

    static final double LABEL_FONT = 12;

    private static final double ARROW = 26;

    private final Graph graph;
    private final List<Region> regions;
    private final Map<Graph.Node, Integer> layers;
    private final Map<Graph.Node, Figure> figures = new LinkedHashMap<>();
    private final Map<Region, int[]> spans = new HashMap<>();
    private final Pairs pairs;
    private final double[] rows;

    Scene(Graph graph, List<Region> regions) {
        this(graph, regions, Layering.of(graph));
    }

    private Scene(Graph graph, List<Region> regions, Map<Graph.Node, Integer> layers) {
        this.graph = graph;
        this.regions = regions;
        this.layers = layers;
        for (Graph.Node node : graph.nodes()) {
            boolean loop = graph.edges().stream()
                    .anyMatch(edge -> edge.from().equals(node) && edge.to().equals(node));
            figures.put(node, Figure.of(node, loop));
        }
        for (Region region : regions) {
            int first = region.members().stream().mapToInt(layers::get).min().orElseThrow();
            int last = region.members().stream().mapToInt(layers::get).max().orElseThrow();
            spans.put(region, new int[] {first, last});
            makeRoomForLabel(region);
        }
        this.pairs = new Pairs(this);
        this.rows = Rows.of(this);
    }

    /** The widest node that is in no other region that crosses this one gets as wide as the label. */
    private void makeRoomForLabel(Region region) {
        List<Graph.Node> own = region.members().stream()
                .filter(node -> regions.stream().noneMatch(other -> other.contains(node) && other.crosses(region)))
                .toList();
        Graph.Node widest = (own.isEmpty() ? List.copyOf(region.members()) : own)
                .stream()
                        .max((a, b) ->
                                Double.compare(figure(a).side(), figure(b).side()))
                        .orElseThrow();
        figures.put(widest, figure(widest).atLeast(labelWidth(region) / 2));
    }

    /** The width of a region's label, with the arrow of a chain. */
    static double labelWidth(Region region) {
        return TextWidth.of(region.label(), LABEL_FONT) + (region.isChain() ? ARROW : 0);
    }

    /** The same with a node one layer further up. */
    Scene raised(Graph.Node node) {
        Map<Graph.Node, Integer> others = new HashMap<>(layers);
        others.put(node, layer(node) - 1);
        return new Scene(graph, regions, others);
    }

    Graph graph() {
        return graph;
    }

    List<Graph.Node> nodes() {
        return graph.nodes();
    }

    List<Region> regions() {
        return regions;
    }

    Figure figure(Graph.Node node) {
        return figures.getOrDefault(node, Figure.of(node, false));
    }

    int layer(Graph.Node node) {
        return layers.getOrDefault(node, 0);
    }

    /** What each node is to each other one. */
    Pairs pairs() {
        return pairs;
    }

    /** The height of a node's anchor. */
    double y(Graph.Node node) {
        return rows[layer(node)];
    }

    int layers() {
        return layers.values().stream().mapToInt(layer -> layer + 1).max().orElse(0);
    }

    /** The first layer of a region. */
    int first(Region region) {
        return spans.getOrDefault(region, new int[2])[0];
    }

    /** The last layer of a region. */
    int last(Region region) {
        return spans.getOrDefault(region, new int[2])[1];
    }

    boolean spans(Region region, int layer) {
        return first(region) <= layer && layer <= last(region);
    }

    /** Whether two regions share a layer, so that they must be side by side if they have no node in common. */
    boolean besides(Region one, Region other) {
        return first(one) <= last(other) && first(other) <= last(one);
    }
}
