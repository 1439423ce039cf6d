package org.platen.inference.vi.batch;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.BatchSource;
import org.platen.inference.data.Data;

/**
 * Batches of one plate.
 *
 * @param source of the elements
 * @param plate whose elements they are
 * @param batch how many come at a time
 */
record PlatePortions(BatchSource source, Plate plate, int batch) implements Portions {

    @Override
    public Set<Plate> plates() {
        return Set.of(plate);
    }

    @Override
    public int elements(Plate of) {
        return source.elements();
    }

    @Override
    public int size(Plate of) {
        return Math.min(batch, source.elements());
    }

    @Override
    public Portion some(int fewest, long seed) {
        return portion(source.some(Math.max(fewest, batch), seed));
    }

    @Override
    public void pass(int number, long seed, Predicate<Portion> each) {
        int[] left = {source.elements() / size(plate)};
        source.pass(size(plate), seed + number, data -> left[0]-- > 0 && each.test(portion(data)));
    }

    @Override
    public void all(long seed, Predicate<Portion> each) {
        source.pass(batch, seed, data -> each.test(portion(data)));
    }

    private Portion portion(Data data) {
        return new Portion(data, Map.of(), Set.of(Set.of(plate)));
    }
}
