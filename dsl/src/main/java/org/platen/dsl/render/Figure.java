package org.platen.dsl.render;

/**
 * How a node is drawn: its outline and the room it takes, in pixels around its anchor, which arrows point to.
 *
 * @param outline what it looks like
 * @param halfWidth of the outline
 * @param halfHeight of the outline
 * @param side room to the left and to the right
 * @param above room above
 * @param below room below
 */
record Figure(Outline outline, double halfWidth, double halfHeight, double side, double above, double below) {

    static final double FONT = 14;

    /** Where arrows of a loop reach to, beyond the outline. */
    static final double LOOP = 26;

    private static final double RADIUS = 23;
    private static final double DOT = 5;
    private static final double BOX = 16;
    private static final double MARGIN = 9;

    /** The forms of outlines. */
    enum Outline {
        CIRCLE,
        DOUBLE_CIRCLE,
        BOX,
        DOT
    }

    /** The figure of a node. */
    static Figure of(Graph.Node node, boolean loop) {
        double text = TextWidth.of(node.label(), FONT) / 2;
        return switch (node.kind()) {
            case LATENT, OBSERVED -> whole(Outline.CIRCLE, Math.max(RADIUS, text + MARGIN), RADIUS, loop);
            case DETERMINISTIC -> whole(Outline.DOUBLE_CIRCLE, Math.max(RADIUS, text + MARGIN + 4), RADIUS, loop);
            case GIVEN, NETWORK -> whole(Outline.BOX, Math.max(BOX, text + MARGIN), BOX, loop);
            case CONSTANT -> new Figure(Outline.DOT, DOT, DOT, Math.max(DOT, text), DOT + 4 + FONT, DOT);
        };
    }

    private static Figure whole(Outline outline, double halfWidth, double halfHeight, boolean loop) {
        return new Figure(outline, halfWidth, halfHeight, halfWidth + (loop ? LOOP : 0), halfHeight, halfHeight);
    }

    /** The same with more room to both sides. */
    Figure atLeast(double otherSide) {
        return new Figure(outline, halfWidth, halfHeight, Math.max(side, otherSide), above, below);
    }

    /** Whether a point, relative to the anchor, is within the outline. */
    boolean contains(double x, double y) {
        return switch (outline) {
            case BOX -> Math.abs(x) <= halfWidth && Math.abs(y) <= halfHeight;
            case CIRCLE, DOUBLE_CIRCLE, DOT ->
                Math.hypot(Math.max(0, Math.abs(x) - (halfWidth - halfHeight)), y) <= halfHeight;
        };
    }

    /** How far the outline is from the anchor in a direction of unit length. */
    double reach(double x, double y) {
        double inside = 0;
        double outside = halfWidth + halfHeight;
        for (int i = 0; i < 40; i++) {
            double middle = (inside + outside) / 2;
            if (contains(middle * x, middle * y)) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return outside;
    }
}
