package org.platen.inference.op;

import org.platen.inference.program.Buffer;

/** The numbers of a value chain by chain and row by row, whether it has rows or not. */
final class ChainCells {

    private final Buffer buffer;
    private final int[] starts;

    ChainCells(Buffer buffer, ChainSizes sizes, int inner) {
        this.buffer = buffer;
        this.starts = sizes.starts(buffer.type(), inner);
    }

    double at(int chain, int entry, int row) {
        int at = starts[chain] + entry;
        return buffer.hasRows() ? buffer.lanes()[at][row] : buffer.flat()[at];
    }

    void put(int chain, int entry, int row, double value) {
        int at = starts[chain] + entry;
        if (buffer.hasRows()) {
            buffer.lanes()[at][row] = value;
        } else {
            buffer.flat()[at] = value;
        }
    }

    void add(int chain, int entry, int row, double value) {
        put(chain, entry, row, at(chain, entry, row) + value);
    }
}
