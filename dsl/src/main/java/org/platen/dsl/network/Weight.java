package org.platen.dsl.network;

import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.shape.Shape;

/**
 * Unknown numbers of a layer.
 *
 * @param name unique in its layer
 * @param shape their shape
 * @param fanIn how many numbers go into a unit
 * @param fanOut how many units a number that goes in has part in
 * @param initialiser how they start
 */
public record Weight(String name, Shape shape, int fanIn, int fanOut, Initialiser initialiser) {

    /** The same weight of a layer inside of another. */
    public Weight inside(String layer) {
        return new Weight(layer + "." + name, shape, fanIn, fanOut, initialiser);
    }

    /** Starting values, row-major. */
    public double[] start(UniformRandomProvider random) {
        return initialiser.draw(this, random);
    }
}
