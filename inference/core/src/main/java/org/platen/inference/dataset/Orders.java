package org.platen.inference.dataset;

import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.inference.fit.Streams;

/** Random orders. */
final class Orders {

    private Orders() {}

    /** The numbers from 0 to before {@code count}, each order as likely (Fisher and Yates). */
    static int[] shuffled(int count, long seed) {
        UniformRandomProvider random = Streams.of(seed, "order of images");
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
