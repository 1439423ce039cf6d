package org.platen.inference.dataset;

/** In what strokes of one class differ. All are spread evenly over a range, independently of each other and of the class. */
public enum StrokeFactor {
    /** The angle by which a figure is turned, counter-clockwise, in radians. */
    ROTATION(-0.35, 0.35),
    /** The width of the pen, as a share of the side of the image. */
    THICKNESS(0.05, 0.14),
    /** How far to the right the top is moved against the bottom, as a share of the height of the figure. */
    SHEAR(-0.4, 0.4),
    /** How far to the right the figure is moved, as a share of the side of the image. */
    RIGHT(-0.1, 0.1),
    /** How far down the figure is moved, as a share of the side of the image. */
    DOWN(-0.1, 0.1);

    private final double lowest;
    private final double highest;

    StrokeFactor(double lowest, double highest) {
        this.lowest = lowest;
        this.highest = highest;
    }

    /** The lower end of the range. */
    public double lowest() {
        return lowest;
    }

    /** The upper end of the range. */
    public double highest() {
        return highest;
    }
}
