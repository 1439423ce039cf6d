package org.platen.inference.data;

import java.util.ArrayList;
import java.util.List;

/** Numbers of unknown count, in blocks: nothing is copied while it grows. */
final class GrowingColumn {

    static final int BLOCK = 8192;

    private final List<double[]> blocks = new ArrayList<>();
    private int size;

    void add(double value) {
        int at = size % BLOCK;
        if (at == 0) {
            blocks.add(new double[BLOCK]);
        }
        blocks.get(blocks.size() - 1)[at] = value;
        size++;
    }

    int size() {
        return size;
    }

    int blocks() {
        return blocks.size();
    }

    /** All numbers in one array of exactly their count. The blocks are let go, so that only one column at a time is held twice. */
    double[] takeAll() {
        double[] all = new double[size];
        for (int block = 0; block < blocks.size(); block++) {
            int start = block * BLOCK;
            System.arraycopy(blocks.get(block), 0, all, start, Math.min(BLOCK, size - start));
        }
        blocks.clear();
        size = 0;
        return all;
    }
}
