package org.platen.inference.op;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.platen.inference.program.Step;

/**
 * Dot products over rows of many pairs of lanes. Lanes are read once for up to eight products: two lanes of one side with four of the other, as in a matrix
 * product in registers. What no pair asks for is computed along with the others and dropped.
 */
final class RowDots {

    private static final int WIDTH = 4;

    /** The entries of the output that each product of two lanes is added to. */
    private final TreeMap<Integer, TreeMap<Integer, List<Integer>>> wanted = new TreeMap<>();

    private final List<Tile> tiles = new ArrayList<>();

    private RowDots() {}

    /**
     * Products of one or two lanes with four.
     *
     * @param left one or two lanes
     * @param right four lanes, repeated where fewer are wanted
     * @param targets for each product the entries of the output it is added to
     */
    private record Tile(int[] left, int[] right, int[][] targets) {}

    /** out[i] += Σ over rows of the products of x[xs[j]] and y[ys[j]] for all j of groups[i]. */
    static Step of(double[][] x, double[][] y, double[] out, int[] xs, int[] ys, int[][] groups) {
        int[] left = identities(x);
        int[] right = identities(y);
        RowDots plan = new RowDots();
        RowDots swapped = new RowDots();
        for (int i = 0; i < groups.length; i++) {
            for (int j : groups[i]) {
                plan.add(left[xs[j]], right[ys[j]], i);
                swapped.add(right[ys[j]], left[xs[j]], i);
            }
        }
        plan.tile();
        swapped.tile();
        return plan.cost() <= swapped.cost() ? plan.step(x, y, out) : swapped.step(y, x, out);
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

    private void add(int left, int right, int target) {
        wanted.computeIfAbsent(left, lane -> new TreeMap<>())
                .computeIfAbsent(right, lane -> new ArrayList<>())
                .add(target);
    }

    private void tile() {
        List<Integer> order = new ArrayList<>(wanted.keySet());
        order.sort(Comparator.<Integer>comparingInt(lane -> partners(lane).firstKey())
                .thenComparingInt(lane -> partners(lane).size()));
        int i = 0;
        while (i < order.size()) {
            int lane = order.get(i++);
            if (i < order.size() && partners(lane).keySet().stream().anyMatch(partners(order.get(i))::containsKey)) {
                tile(lane, order.get(i++));
            } else {
                tile(lane);
            }
        }
    }

    /** Tiles of one or two lanes of the left with all their partners, common ones first. */
    private void tile(int... left) {
        TreeSet<Integer> all = new TreeSet<>();
        for (int lane : left) {
            all.addAll(partners(lane).keySet());
        }
        List<Integer> right = new ArrayList<>(all);
        right.sort(Comparator.comparingInt(lane -> -uses(left, lane)));
        for (int from = 0; from < right.size(); from += WIDTH) {
            List<Integer> part = right.subList(from, Math.min(right.size(), from + WIDTH));
            List<Integer> used = new ArrayList<>();
            for (int lane : left) {
                if (part.stream().anyMatch(partners(lane)::containsKey)) {
                    used.add(lane);
                }
            }
            tiles.add(tileOf(used, part));
        }
    }

    private int uses(int[] left, int right) {
        int uses = 0;
        for (int lane : left) {
            uses += partners(lane).containsKey(right) ? 1 : 0;
        }
        return uses;
    }

    private Tile tileOf(List<Integer> left, List<Integer> right) {
        int[] four = new int[WIDTH];
        int[][] targets = new int[left.size() * WIDTH][];
        for (int i = 0; i < WIDTH; i++) {
            boolean repeated = i >= right.size();
            four[i] = right.get(repeated ? right.size() - 1 : i);
            for (int j = 0; j < left.size(); j++) {
                List<Integer> entries = repeated ? null : partners(left.get(j)).get(four[i]);
                targets[j * WIDTH + i] = entries == null
                        ? new int[0]
                        : entries.stream().mapToInt(e -> e).toArray();
            }
        }
        return new Tile(left.stream().mapToInt(lane -> lane).toArray(), four, targets);
    }

    private TreeMap<Integer, List<Integer>> partners(int lane) {
        return wanted.get(lane);
    }

    /** In lanes read. */
    private int cost() {
        return tiles.stream().mapToInt(tile -> tile.left.length + WIDTH).sum();
    }

    private Step step(double[][] left, double[][] right, double[] out) {
        Tile[] plan = tiles.toArray(Tile[]::new);
        double[] sums = new double[2 * WIDTH];
        return rows -> {
            for (Tile tile : plan) {
                run(tile, left, right, sums, rows);
                for (int i = 0; i < tile.targets.length; i++) {
                    for (int target : tile.targets[i]) {
                        out[target] += sums[i];
                    }
                }
            }
        };
    }

    private static void run(Tile tile, double[][] x, double[][] y, double[] sums, int rows) {
        double[] first = x[tile.left[0]];
        double[] y0 = y[tile.right[0]];
        double[] y1 = y[tile.right[1]];
        double[] y2 = y[tile.right[2]];
        double[] y3 = y[tile.right[3]];
        if (tile.left.length == 2) {
            ActiveKernels.KERNELS.dots(first, x[tile.left[1]], y0, y1, y2, y3, sums, rows);
        } else if (y1 == y0) {
            sums[0] = ActiveKernels.KERNELS.dot(first, y0, rows);
        } else {
            ActiveKernels.KERNELS.dots(first, y0, y1, y2, y3, sums, rows);
        }
    }
}
