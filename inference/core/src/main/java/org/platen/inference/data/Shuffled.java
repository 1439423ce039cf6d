package org.platen.inference.data;

import java.util.SplittableRandom;

/** Random orders, the same for equal seeds. */
public final class Shuffled {

    private Shuffled() {}

    /** The numbers below {@code count}. */
    public static int[] numbers(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
