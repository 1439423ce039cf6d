package org.platen.inference.op;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Along one side of an image: which places of the source a place of the target is computed from, and through which entry of the filter.
 *
 * @param sources sources[place], in increasing order of the entries
 * @param entries entries[place], as many
 * @param kinds the first place that has the same entries
 */
record Taps(int[][] sources, int[][] entries, int[] kinds) {

    /** From the image to the result. */
    static Taps toResult(int image, int result, int filter, int stride, int before) {
        return of(
                result,
                place -> IntStream.range(0, filter)
                        .mapToObj(entry -> new int[] {place * stride + entry - before, entry})
                        .filter(tap -> tap[0] >= 0 && tap[0] < image)
                        .toArray(int[][]::new));
    }

    /** From the result to the image. */
    static Taps toImage(int image, int result, int filter, int stride, int before) {
        return of(
                image,
                place -> IntStream.range(0, filter)
                        .filter(entry -> Math.floorMod(place + before - entry, stride) == 0)
                        .mapToObj(entry -> new int[] {Math.floorDiv(place + before - entry, stride), entry})
                        .filter(tap -> tap[0] >= 0 && tap[0] < result)
                        .toArray(int[][]::new));
    }

    private interface OfPlace {
        int[][] taps(int place);
    }

    private static Taps of(int places, OfPlace ofPlace) {
        int[][] sources = new int[places][];
        int[][] entries = new int[places][];
        int[] kinds = new int[places];
        for (int place = 0; place < places; place++) {
            int[][] taps = ofPlace.taps(place);
            sources[place] = Arrays.stream(taps).mapToInt(tap -> tap[0]).toArray();
            entries[place] = Arrays.stream(taps).mapToInt(tap -> tap[1]).toArray();
            int kind = 0;
            while (kind < place && !Arrays.equals(entries[kind], entries[place])) {
                kind++;
            }
            kinds[place] = kind;
        }
        return new Taps(sources, entries, kinds);
    }
}
