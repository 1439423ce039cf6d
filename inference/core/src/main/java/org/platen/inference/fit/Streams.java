package org.platen.inference.fit;

import java.util.Arrays;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;
import org.apache.commons.rng.simple.RandomSource;

/** Repeatable random numbers: a stream of its own for every seed and purpose. Seeds may be any numbers, neighbouring ones and zero too. */
public final class Streams {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private Streams() {}

    /** The stream of a numbered purpose. */
    public static UniformRandomProvider of(long seed, long number) {
        long first = mixed(mixed(seed) + GOLDEN * number);
        return RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {mixed(first), mixed(first + GOLDEN)});
    }

    /** The stream of a named purpose. */
    public static UniformRandomProvider of(long seed, String name) {
        long hash = name.length();
        for (int i = 0; i < name.length(); i++) {
            hash = mixed(hash + name.charAt(i));
        }
        return of(seed, hash);
    }

    /** Where a stream stands, for {@link #restore}. */
    public static double[] state(UniformRandomProvider stream) {
        byte[] bytes = ((RandomProviderDefaultState) ((RestorableUniformRandomProvider) stream).saveState()).getState();
        double[] state = new double[bytes.length];
        Arrays.setAll(state, i -> bytes[i]);
        return state;
    }

    /** Takes a stream to where it stood. */
    public static void restore(UniformRandomProvider stream, double[] state) {
        byte[] bytes = new byte[state.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) state[i];
        }
        ((RestorableUniformRandomProvider) stream).restoreState(new RandomProviderDefaultState(bytes));
    }

    /** A bijection of 64 bits that changes half of them for every one that changes (Steele, Lea and Flood 2014, "Fast splittable pseudorandom numbers"). */
    private static long mixed(long bits) {
        long z = bits + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
