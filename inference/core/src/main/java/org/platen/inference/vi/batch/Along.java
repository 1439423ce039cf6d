package org.platen.inference.vi.batch;

import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;

/**
 * Where the elements of a plate are among the numbers of a variable, row-major over its plates and what each of its elements has.
 *
 * @param outer combinations of elements of the plates before
 * @param size elements of the plate
 * @param inner numbers of one of these
 */
record Along(int outer, int size, int inner) {

    /**
     * @param variable that lives in the plate
     * @param each numbers of an element of the variable
     */
    static Along of(Variable variable, Plate plate, Binding binding, int each) {
        int outer = 1;
        int inner = each;
        boolean behind = false;
        for (Axis axis : variable.axes()) {
            int size = binding.size(axis.plate());
            if (axis.plate().equals(plate)) {
                behind = true;
            } else if (behind) {
                inner *= size;
            } else {
                outer *= size;
            }
        }
        return new Along(outer, binding.size(plate), inner);
    }

    int length() {
        return outer * size * inner;
    }

    /** The places of the numbers of some elements, in the order in which a variable of these alone would have them. */
    int[] places(int... elements) {
        int[] places = new int[outer * elements.length * inner];
        int to = 0;
        for (int o = 0; o < outer; o++) {
            for (int element : elements) {
                for (int i = 0; i < inner; i++) {
                    places[to++] = (o * size + element) * inner + i;
                }
            }
        }
        return places;
    }
}
