package org.platen.dsl.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.platen.dsl.render.Placement.Point;
import org.platen.dsl.render.Placement.Rectangle;

/** Writes a placed scene as an SVG document. */
final class DiagramSvg {

    private static final double MARGIN = 10;
    private static final String INK = "#202020";
    private static final String SHADE = "#D0D4DA";
    private static final String NETWORK = "#E4EEF7";
    private static final String PLATE = "#8A8F98";

    private final Scene scene;
    private final Placement placement;
    private final List<String> lines = new ArrayList<>();
    private double left = Double.POSITIVE_INFINITY;
    private double top = Double.POSITIVE_INFINITY;
    private double right = Double.NEGATIVE_INFINITY;
    private double bottom = Double.NEGATIVE_INFINITY;

    private DiagramSvg(Scene scene, Placement placement) {
        this.scene = scene;
        this.placement = placement;
    }

    /**
     * @param title for readers of the document
     * @param description for those who do not see it
     */
    static String of(Scene scene, Placement placement, String title, String description) {
        DiagramSvg svg = new DiagramSvg(scene, placement);
        placement.regions().forEach(svg::addRegion);
        scene.graph().edges().forEach(svg::addEdge);
        placement.nodes().forEach(svg::addNode);
        placement.regions().forEach(svg::addLabel);
        return svg.document(title, description);
    }

    private String document(String title, String description) {
        boolean empty = placement.nodes().isEmpty();
        double width = empty ? 2 * MARGIN : right - left + 2 * MARGIN;
        double height = empty ? 2 * MARGIN : bottom - top + 2 * MARGIN;
        String head = format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"%.1f %.1f %.1f %.1f\" role=\"img\""
                        + " font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\">",
                Math.ceil(width),
                Math.ceil(height),
                empty ? 0 : left - MARGIN,
                empty ? 0 : top - MARGIN,
                width,
                height);
        List<String> all = new ArrayList<>(List.of(
                head,
                "<title>" + escaped(title) + "</title>",
                "<desc>" + escaped(description) + "</desc>",
                "<defs><marker id=\"tip\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\">"
                        + "<path d=\"M 0 1 L 10 5 L 0 9 z\" fill=\"" + INK + "\"/></marker></defs>"));
        all.addAll(lines);
        all.add("</svg>");
        return String.join("\n", all) + "\n";
    }

    private void addRegion(Region region, Rectangle at) {
        reach(at.left(), at.top());
        reach(at.right(), at.bottom());
        lines.add(format(
                "<rect class=\"plate\" data-name=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"8\" fill=\"none\" stroke=\"%s\"/>",
                escaped(region.label()), at.left(), at.top(), at.right() - at.left(), at.bottom() - at.top(), PLATE));
    }

    private void addLabel(Region region, Rectangle at) {
        boolean isLeft = PlateLabel.isLeft(scene, placement, region);
        double arrow = Scene.labelWidth(region) - TextWidth.of(region.label(), Scene.LABEL_FONT);
        double begin = isLeft ? at.left() + 8 : at.right() - 8 - Scene.labelWidth(region);
        double baseline = at.bottom() - 7;
        if (region.isChain()) {
            lines.add(format(
                    "<path class=\"time\" d=\"M %.1f %.1f h %.1f\" stroke=\"%s\" marker-end=\"url(#tip)\"/>",
                    begin, baseline - 4, arrow - 6, INK));
        }
        lines.add(format(
                "<text class=\"plate\" x=\"%.1f\" y=\"%.1f\" font-size=\"%.0f\" text-anchor=\"%s\" fill=\"#404040\">%s</text>",
                isLeft ? begin + arrow : at.right() - 8,
                baseline,
                Scene.LABEL_FONT,
                isLeft ? "start" : "end",
                escaped(region.label())));
    }

    private void addEdge(Graph.Edge edge) {
        Route route = Route.of(scene, placement, edge);
        route.points().forEach(point -> reach(point.x(), point.y()));
        lines.add(format(
                "<path class=\"arrow\" data-from=\"%s\" data-to=\"%s\" d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.2\"%s marker-end=\"url(#tip)\"/>",
                escaped(edge.from().name()),
                escaped(edge.to().name()),
                route.path(),
                INK,
                edge.arrow() == Graph.Arrow.GUIDE ? " stroke-dasharray=\"5 4\"" : ""));
    }

    private void addNode(Graph.Node node, Point at) {
        Figure figure = scene.figure(node);
        reach(at.x() - figure.side(), at.y() - figure.above());
        reach(at.x() + figure.side(), at.y() + figure.below());
        lines.add(format(
                "<g class=\"%s\" data-name=\"%s\">",
                node.kind().name().toLowerCase(Locale.ROOT), escaped(node.name())));
        String fill = switch (node.kind()) {
            case OBSERVED, GIVEN -> SHADE;
            case CONSTANT -> INK;
            case NETWORK -> NETWORK;
            case LATENT, DETERMINISTIC -> "white";
        };
        addOutline(figure, at, 0, fill);
        if (figure.outline() == Figure.Outline.DOUBLE_CIRCLE) {
            addOutline(figure, at, 4, fill);
        }
        boolean above = figure.outline() == Figure.Outline.DOT;
        lines.add(format(
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.0f\" text-anchor=\"middle\" fill=\"%s\">%s</text>",
                at.x(),
                above ? at.y() - figure.halfHeight() - 6 : at.y() + 0.35 * Figure.FONT,
                Figure.FONT,
                INK,
                escaped(node.label())));
        lines.add("</g>");
    }

    private void addOutline(Figure figure, Point at, double inset, String fill) {
        double halfWidth = figure.halfWidth() - inset;
        double halfHeight = figure.halfHeight() - inset;
        lines.add(format(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.2\"/>",
                at.x() - halfWidth,
                at.y() - halfHeight,
                2 * halfWidth,
                2 * halfHeight,
                figure.outline() == Figure.Outline.BOX ? 4 : halfHeight,
                fill,
                INK));
    }

    private void reach(double x, double y) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
