package org.platen.dsl.render;

/** Places of layers from the top to the bottom. */
final class Rows {

    private Rows() {}

    /** The height of each layer's anchors: below the layers above it with all borders between them. */
    static double[] of(Scene scene) {
        double[] y = new double[scene.layers()];
        for (Graph.Node lower : scene.nodes()) {
            y[0] = Math.max(y[0], scene.layer(lower) == 0 ? scene.figure(lower).above() : 0);
        }
        for (int layer = 1; layer < y.length; layer++) {
            for (Graph.Node lower : scene.nodes()) {
                for (Graph.Node upper : scene.nodes()) {
                    if (scene.layer(lower) == layer && scene.layer(upper) < layer) {
                        y[layer] = Math.max(y[layer], y[scene.layer(upper)] + distance(scene, upper, lower));
                    }
                }
            }
        }
        return y;
    }

    private static double distance(Scene scene, Graph.Node upper, Graph.Node lower) {
        long ending = scene.regions().stream()
                .filter(region -> region.contains(upper) && scene.last(region) < scene.layer(lower))
                .count();
        long beginning = scene.regions().stream()
                .filter(region -> region.contains(lower) && scene.first(region) > scene.layer(upper))
                .count();
        return scene.figure(upper).below()
                + ending * (Scene.PADDING + Scene.LABEL)
                + Scene.LAYER_GAP
                + beginning * Scene.PADDING
                + scene.figure(lower).above();
    }
}
