package org.platen.inference.op;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.platen.inference.program.Step;

/** Dot products over rows of many pairs of lanes: pairs that share a lane are taken four at a time, so that the lane is read once for them. */
final class RowDots {

    private RowDots() {}

    /** One dot product: which lanes, and the entry of the output it is added to. */
    private record Pair(int x, int y, int out) {}

    static Step of(double[][] x, double[][] y, double[] out, int[] xs, int[] ys, int[][] groups) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < groups.length; i++) {
            for (int j : groups[i]) {
                pairs.add(new Pair(xs[j], ys[j], i));
            }
        }
        boolean byX = distinct(pairs, true) <= distinct(pairs, false);
        pairs.sort(Comparator.<Pair>comparingInt(pair -> byX ? pair.x : pair.y).thenComparingInt(Pair::out));
        int[][] plan = new int[pairs.size()][];
        for (int i = 0; i < plan.length; i++) {
            Pair pair = pairs.get(i);
            plan[i] = byX ? new int[] {pair.x, pair.y, pair.out} : new int[] {pair.y, pair.x, pair.out};
        }
        double[][] common = byX ? x : y;
        double[][] other = byX ? y : x;
        double[] sums = new double[4];
        return rows -> {
            int i = 0;
            while (i < plan.length) {
                if (i + 3 < plan.length && plan[i][0] == plan[i + 3][0]) {
                    Contractions.dots(
                            common[plan[i][0]],
                            other[plan[i][1]],
                            other[plan[i + 1][1]],
                            other[plan[i + 2][1]],
                            other[plan[i + 3][1]],
                            sums,
                            rows);
                    for (int j = 0; j < 4; j++) {
                        out[plan[i + j][2]] += sums[j];
                    }
                    i += 4;
                } else {
                    out[plan[i][2]] += Contractions.dot(common[plan[i][0]], other[plan[i][1]], rows);
                    i++;
                }
            }
        };
    }

    private static long distinct(List<Pair> pairs, boolean byX) {
        return pairs.stream().mapToInt(pair -> byX ? pair.x : pair.y).distinct().count();
    }
}
