package org.platen.inference.data;

import java.util.function.Predicate;

/** Data of which some elements of a plate are taken at a time, over and over. Repeatable: equal seeds give equal batches. */
public interface BatchSource {

    /** How many elements of the plate there are. */
    int elements();

    /** Some elements, as many as there are at most, in no order. */
    Data some(int count, long seed);

    /**
     * All elements once, in an order that the seed gives.
     *
     * @param size elements of a batch; the last has those that are left
     * @param each told of every batch, and says whether to go on
     */
    void pass(int size, long seed, Predicate<Data> each);
}
