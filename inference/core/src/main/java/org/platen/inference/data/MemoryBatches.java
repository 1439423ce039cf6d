package org.platen.inference.data;

import java.util.Arrays;
import java.util.function.Predicate;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.Plate;

/**
 * Batches of data in memory.
 *
 * @param data all of them
 * @param plate whose elements are taken
 * @param elements how many there are
 */
public record MemoryBatches(Data data, Plate plate, int elements) implements BatchSource {

    /** Of data that fit a model. */
    public static MemoryBatches of(Model model, Data data, Plate plate) {
        return new MemoryBatches(data, plate, Binding.of(model, data).size(plate));
    }

    @Override
    public Data some(int count, long seed) {
        return data.rows(plate, Arrays.copyOf(Shuffled.numbers(elements, seed), Math.min(count, elements)));
    }

    @Override
    public void pass(int size, long seed, Predicate<Data> each) {
        int[] order = Shuffled.numbers(elements, seed);
        for (int from = 0; from < elements; from += size) {
            if (!each.test(data.rows(plate, Arrays.copyOfRange(order, from, Math.min(elements, from + size))))) {
                return;
            }
        }
    }
}
