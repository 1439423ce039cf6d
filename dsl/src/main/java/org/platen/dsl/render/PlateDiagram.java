package org.platen.dsl.render;

import org.platen.dsl.model.Model;

/**
 * A model drawn in plate notation, parents above what is drawn from them: rounded rectangles for plates, with an arrow of time for chains; circles for latent
 * variables, shaded ones for observed variables, double ones for deterministic variables, dots for what has no distribution (parameters, and variables that were
 * intervened on), shaded boxes for givens, and a box for each network. Crossed plates overlap where they can; where plates cross in more ways than rectangles in a row
 * can, what lives in several has a rectangle of its own that names them all. Immutable.
 */
public final class PlateDiagram {

    private final Model model;
    private final boolean guide;

    private PlateDiagram(Model model, boolean guide) {
        this.model = model;
        this.guide = guide;
    }

    /** The diagram of a model. */
    public static PlateDiagram of(Model model) {
        return new PlateDiagram(model, false);
    }

    /** The same with dashed arrows from what approximations of latent variables read, and with the networks they are made by. */
    public PlateDiagram withGuide() {
        return new PlateDiagram(model, true);
    }

    /** An SVG document of its natural size, with text of {@code 14} pixels. */
    public String svg() {
        Graph graph = Graph.of(model, guide);
        Region.Side side = Region.of(graph);
        Arrangement arrangement = Arrangement.of(new Scene(graph, side.regions()), side.order());
        return DiagramSvg.of(arrangement.scene(), arrangement.placement(), model.name(), Story.of(model));
    }

    /**
     * The diagram in plain characters, {@value DiagramText#WIDTH} columns wide at most but where one name takes more: a frame for each plate, and a line for each
     * variable with what it is and its parents. Crossed plates stand apart, with a frame of their own for what lives in several; {@code <~} is what
     * approximations read.
     *
     * <pre>
     * weights  parameter
     * +- cluster (2) -----------+
     * | mean  parameter         |
     * +-------------------------+
     * +- row -------------------+
     * | z  latent    &lt;- weights |
     * | x  observed  &lt;- mean, z |
     * +-------------------------+
     * </pre>
     */
    public String text() {
        return DiagramText.of(Graph.of(model, guide));
    }
}
