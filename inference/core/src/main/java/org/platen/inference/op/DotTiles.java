package org.platen.inference.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Groups dot products so that a lane is read once for several of them: one or two lanes of the left side with four of the right, as in a matrix product in
 * registers. What no pair asks for is computed along with the others and dropped.
 */
final class DotTiles {

    /** Lanes of the right side in a tile. */
    static final int WIDTH = 4;

    /** Where a tile holds its lanes of the left side, the second −1 where there is only one. */
    static final int LEFT = 0;

    /** Where a tile holds its lanes of the right side, the last one repeated where there are fewer. */
    static final int RIGHT = 2;

    /** Where a tile holds, for each product, the entry of the output it is added to, or −1. */
    static final int TARGETS = RIGHT + WIDTH;

    private static final int SIZE = TARGETS + 2 * WIDTH;

    private DotTiles() {}

    /** One dot product: which lanes, and the entry of the output it is added to. */
    record Pair(int left, int right, int target) {}

    /** A lane of the right side with what it is wanted for by one or two lanes of the left. */
    private record Column(int right, int first, int second) {

        boolean shared() {
            return first >= 0 && second >= 0;
        }
    }

    static List<int[]> of(Pair[] pairs) {
        Arrays.sort(pairs, Comparator.comparingInt(Pair::left).thenComparingInt(Pair::right));
        List<List<Pair>> rows = new ArrayList<>();
        List<Pair> repeated = new ArrayList<>();
        for (int i = 0; i < pairs.length; i++) {
            boolean sameLeft = i > 0 && pairs[i - 1].left == pairs[i].left;
            if (sameLeft && pairs[i - 1].right == pairs[i].right) {
                repeated.add(pairs[i]);
                continue;
            }
            if (!sameLeft) {
                rows.add(new ArrayList<>());
            }
            rows.get(rows.size() - 1).add(pairs[i]);
        }
        rows.sort(Comparator.<List<Pair>>comparingInt(row -> row.get(0).right).thenComparingInt(List::size));
        List<int[]> tiles = new ArrayList<>();
        int i = 0;
        while (i < rows.size()) {
            List<Pair> row = rows.get(i++);
            List<Column> columns = columns(row, i < rows.size() ? rows.get(i) : List.of());
            if (columns.stream().anyMatch(Column::shared)) {
                addTiles(columns, row.get(0).left, rows.get(i++).get(0).left, tiles);
            } else {
                addTiles(columns(row, List.of()), row.get(0).left, -1, tiles);
            }
        }
        if (!repeated.isEmpty()) {
            tiles.addAll(of(repeated.toArray(Pair[]::new)));
        }
        return tiles;
    }

    /** In lanes read. */
    static int cost(List<int[]> tiles) {
        return tiles.stream()
                .mapToInt(tile -> WIDTH + (tile[LEFT + 1] < 0 ? 1 : 2))
                .sum();
    }

    /** The right sides of two sorted rows, common ones first. */
    private static List<Column> columns(List<Pair> first, List<Pair> second) {
        List<Column> columns = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < first.size() || j < second.size()) {
            int a = i < first.size() ? first.get(i).right : Integer.MAX_VALUE;
            int b = j < second.size() ? second.get(j).right : Integer.MAX_VALUE;
            columns.add(
                    new Column(Math.min(a, b), a <= b ? first.get(i).target : -1, b <= a ? second.get(j).target : -1));
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }
        columns.sort(Comparator.comparingInt(column -> column.shared() ? 0 : 1));
        return columns;
    }

    private static void addTiles(List<Column> columns, int first, int second, List<int[]> tiles) {
        for (int from = 0; from < columns.size(); from += WIDTH) {
            List<Column> part = columns.subList(from, Math.min(columns.size(), from + WIDTH));
            boolean usesFirst = part.stream().anyMatch(column -> column.first >= 0);
            boolean usesSecond = part.stream().anyMatch(column -> column.second >= 0);
            int[] tile = new int[SIZE];
            Arrays.fill(tile, -1);
            tile[LEFT] = usesFirst ? first : second;
            tile[LEFT + 1] = usesFirst && usesSecond ? second : -1;
            for (int i = 0; i < WIDTH; i++) {
                tile[RIGHT + i] = part.get(Math.min(i, part.size() - 1)).right;
            }
            for (int i = 0; i < part.size(); i++) {
                tile[TARGETS + i] = usesFirst ? part.get(i).first : part.get(i).second;
                tile[TARGETS + WIDTH + i] = usesFirst ? part.get(i).second : -1;
            }
            tiles.add(tile);
        }
    }
}
