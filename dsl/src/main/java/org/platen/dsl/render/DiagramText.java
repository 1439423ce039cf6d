package org.platen.dsl.render;

import java.util.ArrayList;
import java.util.List;

/** A plate diagram in plain characters: a frame for each plate, with a line for each variable in it, parents behind {@code <-}. */
final class DiagramText {

    /** Most columns of a line, but where one name alone takes more. */
    static final int WIDTH = 100;

    private static final int LONGEST_LABEL = 40;
    private static final int LEAST_ROOM = 20;
    private static final int FRAME = 4;

    private final Graph graph;

    private DiagramText(Graph graph) {
        this.graph = graph;
    }

    static String of(Graph graph) {
        return String.join("\n", new DiagramText(graph).lines(Box.around(graph.nodes()), WIDTH)) + "\n";
    }

    private List<String> lines(Box box, int room) {
        List<String> lines = new ArrayList<>(nodes(box.nodes(), room));
        List<List<String>> inner =
                box.inner().stream().map(each -> lines(each, room - FRAME)).toList();
        int width = 0;
        for (int i = 0; i < inner.size(); i++) {
            width = Math.max(width, label(box.inner().get(i)).length() + 1);
            width = Math.max(width, longest(inner.get(i)));
        }
        for (int i = 0; i < inner.size(); i++) {
            lines.addAll(framed(label(box.inner().get(i)), inner.get(i), width));
        }
        return lines;
    }

    private static List<String> framed(String label, List<String> inside, int width) {
        List<String> lines = new ArrayList<>();
        lines.add("+- " + label + " " + "-".repeat(width - label.length() - 1) + "+");
        inside.forEach(line -> lines.add("| " + line + " ".repeat(width - line.length()) + " |"));
        lines.add("+" + "-".repeat(width + 2) + "+");
        return lines;
    }

    private List<String> nodes(List<Graph.Node> nodes, int room) {
        int names = longest(nodes.stream().map(DiagramText::label).toList());
        int kinds = longest(nodes.stream().map(DiagramText::kind).toList());
        List<String> lines = new ArrayList<>();
        for (Graph.Node node : nodes) {
            String before = padded(label(node), names) + "  " + padded(kind(node), kinds) + "  ";
            for (String arrows : arrows(node, Math.max(LEAST_ROOM, room - before.length()))) {
                lines.add((before + arrows).stripTrailing());
                before = " ".repeat(before.length());
            }
        }
        return lines;
    }

    /** What comes to a node, on as many lines as it takes; one that is empty where nothing does. */
    private List<String> arrows(Graph.Node node, int room) {
        List<String> lines = new ArrayList<>();
        lines.addAll(arrows("<- ", parents(node), room));
        lines.addAll(arrows("<~ ", readers(node), room));
        return lines.isEmpty() ? List.of("") : lines;
    }

    private static List<String> arrows(String arrow, List<String> from, int room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(arrow);
        for (int i = 0; i < from.size(); i++) {
            String next = from.get(i) + (i < from.size() - 1 ? ", " : "");
            if (line.length() > arrow.length()
                    && line.length() + next.stripTrailing().length() > room) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(arrow.length()));
            }
            line.append(next);
        }
        if (!from.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    private List<String> parents(Graph.Node node) {
        return graph.edges().stream()
                .filter(edge -> edge.to().equals(node) && edge.arrow() != Graph.Arrow.GUIDE)
                .map(edge -> edge.from().name()
                        + switch (edge.arrow()) {
                            case NEXT -> " (previous)";
                            case LATER_ENTRIES -> " (earlier entries)";
                            case PARENT, GUIDE -> "";
                        })
                .toList();
    }

    private List<String> readers(Graph.Node node) {
        return graph.edges().stream()
                .filter(edge -> edge.to().equals(node) && edge.arrow() == Graph.Arrow.GUIDE)
                .map(edge -> edge.from().name())
                .toList();
    }

    private static String label(Box box) {
        return box.label().replace('×', 'x');
    }

    private static String label(Graph.Node node) {
        return node.label().length() <= LONGEST_LABEL ? node.label() : node.name();
    }

    private static String kind(Graph.Node node) {
        return switch (node.kind()) {
            case LATENT -> "latent";
            case OBSERVED -> "observed";
            case DETERMINISTIC -> "deterministic";
            case GIVEN -> "given";
            case NETWORK -> "network";
            case CONSTANT -> node.label().equals(node.name()) ? "parameter" : "intervened on";
        };
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static int longest(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }
}
