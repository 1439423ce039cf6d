package org.platen.inference.vi.batch;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.BatchSource;
import org.platen.inference.data.Data;

/** Batches of one plate, or of several at a time. Repeatable: equal seeds give equal batches. */
public sealed interface Portions permits PlatePortions, CrossedPortions {

    /** Batches of one plate. */
    static Portions of(BatchSource source, Plate plate, int size) {
        return new PlatePortions(source, plate, size);
    }

    /**
     * Batches of several plates of data in memory.
     *
     * @param sizes elements of a batch, by plate
     * @throws ModelException when batches of a plate do not hold enough to tell anything
     */
    static Portions of(Model model, Data data, Map<Plate, Integer> sizes) {
        return CrossedPortions.of(model, data, sizes);
    }

    /** The plates that come in batches. */
    Set<Plate> plates();

    /** How many elements of a batched plate there are. */
    int elements(Plate plate);

    /** How many of them come at a time. */
    int size(Plate plate);

    /** Some elements, those of the first batches of a pass where these are as many. */
    Portion some(int fewest, long seed);

    /**
     * The steps of a pass over the data. Those with fewer elements than others are no steps.
     *
     * @param number of the pass, from 1
     * @param each told of every portion, and says whether to go on
     */
    void pass(int number, long seed, Predicate<Portion> each);

    /** All elements, each of those that portions count in one of them. */
    void all(long seed, Predicate<Portion> each);

    /** How many combinations of elements of some plates there are for each in a step. */
    default double scale(Set<Plate> region) {
        double scale = 1;
        for (Plate plate : region) {
            scale *= (double) elements(plate) / size(plate);
        }
        return scale;
    }
}
