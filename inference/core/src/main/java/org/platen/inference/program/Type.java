package org.platen.inference.program;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The static shape of a value in a {@link Program}. The rows of the blocked plate are not a dimension: a value either has one entry of shape {@code dims}
 * for each row, or is the same for all rows.
 *
 * @param rows whether there is an entry for each row
 * @param dims sizes of the other axes, outermost first
 */
public record Type(boolean rows, List<Integer> dims) {

    /** One number, the same for all rows. */
    public static final Type SCALAR = new Type(false, List.of());

    /** A defensive copy of the sizes. */
    public Type {
        dims = List.copyOf(dims);
    }

    /** A type from sizes. */
    public static Type of(boolean rows, int... dims) {
        return new Type(rows, IntStream.of(dims).boxed().toList());
    }

    /** Number of dimensions. */
    public int rank() {
        return dims.size();
    }

    /** Size of a dimension; negative counts from the end. */
    public int dim(int index) {
        return dims.get(index < 0 ? index + dims.size() : index);
    }

    /** Entries, of one row where there are rows. */
    public int size() {
        int size = 1;
        for (int dim : dims) {
            size = Math.multiplyExact(size, dim);
        }
        return size;
    }

    /** The same type with other sizes. */
    public Type withDims(List<Integer> other) {
        return new Type(rows, other);
    }

    /** The same sizes for each row, or for all. */
    public Type withRows(boolean other) {
        return other == rows ? this : new Type(other, dims);
    }

    /** The sizes with ones prepended up to {@code rank}. */
    public List<Integer> padded(int rank) {
        return IntStream.range(0, rank)
                .mapToObj(i -> i < rank - rank() ? Integer.valueOf(1) : dims.get(i - rank + rank()))
                .toList();
    }

    /** The common type of an elementwise operation: sizes agree from the right, or one of them is 1. */
    public static Type broadcast(Type a, Type b) {
        int rank = Math.max(a.rank(), b.rank());
        List<Integer> left = a.padded(rank);
        List<Integer> right = b.padded(rank);
        List<Integer> dims = IntStream.range(0, rank)
                .mapToObj(i -> {
                    int x = left.get(i);
                    int y = right.get(i);
                    if (x != y && x != 1 && y != 1) {
                        throw new IllegalArgumentException("shapes " + a + " and " + b + " do not broadcast");
                    }
                    return Math.max(x, y);
                })
                .toList();
        return new Type(a.rows || b.rows, dims);
    }

    /**
     * For each entry of {@code whole}, the entry of {@code part} that broadcasts to it.
     *
     * @param whole sizes of the broadcast result
     * @param part sizes that broadcast to it
     */
    public static int[] broadcastIndex(List<Integer> whole, List<Integer> part) {
        int rank = whole.size();
        int[] strides = new int[rank];
        int stride = 1;
        for (int i = rank - 1; i >= 0; i--) {
            int j = i - rank + part.size();
            int size = j < 0 ? 1 : part.get(j);
            strides[i] = size == 1 ? 0 : stride;
            stride *= size;
        }
        int total = whole.stream().reduce(1, (a, b) -> a * b);
        int[] index = new int[total];
        for (int flat = 0; flat < total; flat++) {
            int rest = flat;
            int offset = 0;
            for (int i = rank - 1; i >= 0; i--) {
                offset += rest % whole.get(i) * strides[i];
                rest /= whole.get(i);
            }
            index[flat] = offset;
        }
        return index;
    }

    @Override
    public String toString() {
        return (rows ? "rows×" : "") + dims;
    }
}
