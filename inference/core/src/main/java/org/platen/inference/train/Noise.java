package org.platen.inference.train;

import java.util.SplittableRandom;

/** What an input is filled with afresh at every step. */
public enum Noise {
    /** Independent draws of the standard normal distribution. */
    NORMAL,
    /** Independent draws between 0 and 1, of which neither ever comes. */
    UNIFORM;

    /** The key of an input's numbers, of which there are others in each step. */
    public static long key(long seed, String input) {
        long key = seed;
        for (int i = 0; i < input.length(); i++) {
            key = new SplittableRandom(key + input.charAt(i)).nextLong();
        }
        return key;
    }
}
