package org.platen.dsl.network;

import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.shape.Shape;

/**
 * Numbers of a layer that are not known beforehand.
 *
 * @param name unique in its layer
 * @param shape their shape
 * @param fanIn how many numbers go into a unit
 * @param fanOut how many units a number that goes in has part in
 * @param initialiser how they start
 * @param running whether they follow what the layer sees in training, else they are unknowns that are inferred
 */
public record Weight(String name, Shape shape, int fanIn, int fanOut, Initialiser initialiser, boolean running) {

    /** Unknowns. */
    public Weight(String name, Shape shape, int fanIn, int fanOut, Initialiser initialiser) {
        this(name, shape, fanIn, fanOut, initialiser, false);
    }

    /** Numbers that follow what the layer sees in training. */
    public static Weight running(String name, Shape shape, double start) {
        return new Weight(name, shape, 1, 1, Initialiser.constant(start), true);
    }

    /** The same weight of a layer inside of another. */
    public Weight inside(String layer) {
        return new Weight(layer + "." + name, shape, fanIn, fanOut, initialiser, running);
    }

    /** Starting values, row-major. */
    public double[] start(UniformRandomProvider random) {
        return initialiser.draw(this, random);
    }
}
