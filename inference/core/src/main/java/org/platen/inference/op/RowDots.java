package org.platen.inference.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.platen.inference.program.Step;

/** Dot products over rows of many pairs of lanes, in {@link DotTiles}. */
final class RowDots {

    private RowDots() {}

    /** out[i] += Σ over rows of the products of x[xs[j]] and y[ys[j]] for all j of groups[i]. */
    static Step of(double[][] x, double[][] y, double[] out, int[] xs, int[] ys, int[][] groups) {
        int[] left = identities(x);
        int[] right = identities(y);
        int pairs = Arrays.stream(groups).mapToInt(group -> group.length).sum();
        DotTiles.Pair[] plain = new DotTiles.Pair[pairs];
        DotTiles.Pair[] swapped = new DotTiles.Pair[pairs];
        int next = 0;
        for (int i = 0; i < groups.length; i++) {
            for (int j : groups[i]) {
                plain[next] = new DotTiles.Pair(left[xs[j]], right[ys[j]], i);
                swapped[next++] = new DotTiles.Pair(right[ys[j]], left[xs[j]], i);
            }
        }
        List<int[]> tiles = DotTiles.of(plain);
        List<int[]> swappedTiles = DotTiles.of(swapped);
        return DotTiles.cost(tiles) <= DotTiles.cost(swappedTiles)
                ? step(tiles, x, y, out)
                : step(swappedTiles, y, x, out);
    }

    /** For each lane the first place where the same array is: views repeat lanes. */
    private static int[] identities(double[][] lanes) {
        Map<double[], Integer> first = new IdentityHashMap<>();
        int[] identities = new int[lanes.length];
        for (int i = 0; i < lanes.length; i++) {
            Integer known = first.putIfAbsent(lanes[i], i);
            identities[i] = known == null ? i : known;
        }
        return identities;
    }

    private static Step step(List<int[]> tiles, double[][] left, double[][] right, double[] out) {
        int[][] plan = new ArrayList<>(tiles).toArray(int[][]::new);
        double[] sums = new double[2 * DotTiles.WIDTH];
        return rows -> {
            for (int[] tile : plan) {
                run(tile, left, right, sums, rows);
                for (int i = 0; i < sums.length; i++) {
                    int target = tile[DotTiles.TARGETS + i];
                    if (target >= 0) {
                        out[target] += sums[i];
                    }
                }
            }
        };
    }

    private static void run(int[] tile, double[][] x, double[][] y, double[] sums, int rows) {
        double[] x0 = x[tile[DotTiles.LEFT]];
        double[] y0 = y[tile[DotTiles.RIGHT]];
        double[] y1 = y[tile[DotTiles.RIGHT + 1]];
        double[] y2 = y[tile[DotTiles.RIGHT + 2]];
        double[] y3 = y[tile[DotTiles.RIGHT + 3]];
        if (tile[DotTiles.LEFT + 1] >= 0) {
            ActiveKernels.KERNELS.dots(x0, x[tile[DotTiles.LEFT + 1]], y0, y1, y2, y3, sums, rows);
        } else if (y1 == y0) {
            sums[0] = ActiveKernels.KERNELS.dot(x0, y0, rows);
        } else {
            ActiveKernels.KERNELS.dots(x0, y0, y1, y2, y3, sums, rows);
        }
    }
}
