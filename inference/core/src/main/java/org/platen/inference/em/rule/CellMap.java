package org.platen.inference.em.rule;

import java.util.List;
import java.util.function.ToIntFunction;
import org.platen.dsl.shape.Axis;

/** Which entry of a smaller tensor each entry of a larger one belongs to, axis by axis. */
final class CellMap {

    private CellMap() {}

    /**
     * For each entry of the whole, row-major over its axes and event, the entry of the part.
     *
     * @param whole axes of the whole
     * @param wholeEvent event sizes of the whole
     * @param part axes of the part, all of them axes of the whole
     * @param partEvent event sizes of the part: those of the whole, or none
     * @param size of an axis
     */
    static int[] of(List<Axis> whole, int[] wholeEvent, List<Axis> part, int[] partEvent, ToIntFunction<Axis> size) {
        int event = product(wholeEvent);
        int partSize = product(partEvent);
        int cells = 1;
        for (Axis axis : whole) {
            cells *= size.applyAsInt(axis);
        }
        int[] map = new int[cells * event];
        for (int cell = 0; cell < cells; cell++) {
            int base = partCell(cell, whole, part, size) * partSize;
            for (int e = 0; e < event; e++) {
                map[cell * event + e] = base + (partSize == event ? e : 0);
            }
        }
        return map;
    }

    private static int partCell(int cell, List<Axis> whole, List<Axis> part, ToIntFunction<Axis> size) {
        int[] position = new int[whole.size()];
        int rest = cell;
        for (int i = whole.size() - 1; i >= 0; i--) {
            position[i] = rest % size.applyAsInt(whole.get(i));
            rest /= size.applyAsInt(whole.get(i));
        }
        int index = 0;
        for (Axis axis : part) {
            index = index * size.applyAsInt(axis) + position[whole.indexOf(axis)];
        }
        return index;
    }

    private static int product(int[] sizes) {
        int product = 1;
        for (int size : sizes) {
            product *= size;
        }
        return product;
    }
}
