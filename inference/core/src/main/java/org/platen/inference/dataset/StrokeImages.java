package org.platen.inference.dataset;

/** Drawn strokes and the factors that they were drawn with. Immutable. */
public final class StrokeImages {

    private final Images images;
    private final double[][] factors;

    /** @param factors factors[factor][image] */
    StrokeImages(Images images, double[][] factors) {
        this.images = images;
        this.factors = factors;
    }

    /** The images; the labels are the classes of strokes. */
    public Images images() {
        return images;
    }

    /** The value of a factor for each image. A copy. */
    public double[] factor(StrokeFactor factor) {
        return factors[factor.ordinal()].clone();
    }
}
