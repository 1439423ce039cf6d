package org.platen.dsl.transform;

import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.Reshape;
import org.platen.dsl.expr.Take;
import org.platen.dsl.shape.Shape;

/** Triangular matrices: constants of zeros and ones, and matrices put together from the vector of their entries. */
final class Triangles {

    private Triangles() {}

    /** Says which entries of a matrix are meant. */
    interface Entries {
        boolean contains(int row, int column);
    }

    /** A constant with ones at the given entries and zeros elsewhere. */
    static Expr where(int rows, int columns, Entries entries) {
        double[][] values = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                values[i][j] = entries.contains(i, j) ? 1 : 0;
            }
        }
        return Expressions.constant(values);
    }

    /** Number of entries below the diagonal. */
    static int below(int size) {
        return size * (size - 1) / 2;
    }

    /** The entries below the diagonal of a matrix of at least two rows, row by row. */
    static Expr strictLower(Expr matrix) {
        int size = matrix.shape().dim(0).size();
        int[] entries = new int[below(size)];
        for (int i = 1, next = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                entries[next++] = i * size + j;
            }
        }
        return new Take(matrix.reshaped(size * size), 0, entries);
    }

    /**
     * A lower triangular matrix.
     *
     * @param diagonal vector of the diagonal entries
     * @param below vector of the entries below the diagonal, row by row; not read for a matrix of one row
     * @param shape of the matrix
     */
    static Expr lower(Expr diagonal, Expr below, Shape shape) {
        int size = shape.dim(0).size();
        if (size == 1) {
            return new Reshape(diagonal, shape);
        }
        int[] entries = new int[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                entries[i * size + j] = 1 + size + below(i) + j;
            }
            entries[i * size + i] = 1 + i;
        }
        Expr all = Expressions.concatenate(Expressions.zeros(1), diagonal, below);
        return new Reshape(new Take(all, 0, entries), shape);
    }
}
