package org.platen.dsl.render;

import java.util.ArrayList;
import java.util.List;
import org.platen.dsl.model.Model;

/**
 * A model as a Graphviz graph in plate notation: a box for each plate, circles for latent variables, shaded circles for observed ones, double circles
 * for deterministic ones, small squares for what has no distribution (parameters, givens, and variables that were intervened on), a rounded box for each
 * network, and dashed arrows for what approximations of latent variables read.
 */
public final class Dot {

    private final List<String> lines = new ArrayList<>();
    private int boxes;

    private Dot() {}

    /** The graph of {@code model} in the DOT language, for {@code dot -Tsvg}. */
    public static String of(Model model) {
        Graph graph = Graph.of(model, true);
        Dot dot = new Dot();
        dot.lines.add("digraph " + quoted(model.name()) + " {");
        dot.lines.add("  node [fontsize=11, margin=\"0.04\"];");
        dot.addBox(Box.around(graph.nodes()), "  ");
        graph.edges().forEach(dot::addEdge);
        dot.lines.add("}");
        return String.join("\n", dot.lines);
    }

    private void addBox(Box box, String indent) {
        for (Graph.Node node : box.nodes()) {
            lines.add(indent + quoted(node.name()) + " [" + style(node) + "];");
        }
        for (Box inner : box.inner()) {
            lines.add(indent + "subgraph cluster_" + boxes++ + " {");
            lines.add(indent + "  label=" + quoted(inner.label()) + "; labeljust=r; labelloc=b;");
            addBox(inner, indent + "  ");
            lines.add(indent + "}");
        }
    }

    private void addEdge(Graph.Edge edge) {
        String style = switch (edge.arrow()) {
            case PARENT -> "";
            case NEXT -> " [label=\"next\"]";
            case LATER_ENTRIES -> " [label=\"later entries\"]";
            case GUIDE -> " [style=dashed, constraint=false]";
        };
        lines.add("  " + quoted(edge.from().name()) + " -> " + quoted(edge.to().name()) + style + ";");
    }

    private static String style(Graph.Node node) {
        String shape = switch (node.kind()) {
            case LATENT -> "shape=circle";
            case OBSERVED -> "shape=circle, style=filled, fillcolor=gray85";
            case DETERMINISTIC -> "shape=doublecircle";
            case GIVEN, CONSTANT -> "shape=square, width=0.3, height=0.3";
            case NETWORK -> "shape=box, style=rounded";
        };
        return node.label().equals(node.name()) ? shape : shape + ", label=" + quoted(node.label());
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
