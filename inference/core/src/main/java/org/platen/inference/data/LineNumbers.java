package org.platen.inference.data;

import java.util.Arrays;

/** The line of a file that each row stands on, kept as runs of consecutive lines: a file without comments in between takes one. */
final class LineNumbers {

    private int[] firstRows = new int[4];
    private long[] firstLines = new long[4];
    private int runs;
    private int rows;
    private long lastLine;

    void add(long line) {
        if (runs == 0 || line != lastLine + 1) {
            if (runs == firstRows.length) {
                firstRows = Arrays.copyOf(firstRows, 2 * runs);
                firstLines = Arrays.copyOf(firstLines, 2 * runs);
            }
            firstRows[runs] = rows;
            firstLines[runs] = line;
            runs++;
        }
        rows++;
        lastLine = line;
    }

    int rows() {
        return rows;
    }

    int runs() {
        return runs;
    }

    /** The line of a row, rows from 0 and lines from 1. */
    long of(int row) {
        int found = Arrays.binarySearch(firstRows, 0, runs, row);
        int run = found >= 0 ? found : -found - 2;
        return firstLines[run] + row - firstRows[run];
    }
}
