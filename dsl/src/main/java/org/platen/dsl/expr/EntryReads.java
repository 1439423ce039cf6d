package org.platen.dsl.expr;

import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which entries of a symbol each entry of an expression is computed from. Products with constant zeros, which are what masks are made of, read nothing; operations whose
 * entries are not told apart here read all that goes into them.
 */
public final class EntryReads {

    private static final BitSet NOTHING = new BitSet();

    private final Symbol symbol;
    private final Map<Expr, Reads> known = new IdentityHashMap<>();

    /** For each entry what it reads, shared and never changed, and whether it is zero whatever the values. */
    private record Reads(BitSet[] of, boolean[] zero) {

        static Reads of(int size, BitSet all) {
            BitSet[] of = new BitSet[size];
            Arrays.fill(of, all);
            return new Reads(of, new boolean[size]);
        }

        int size() {
            return of.length;
        }

        BitSet at(int entry) {
            return of[of.length == 1 ? 0 : entry];
        }

        boolean zeroAt(int entry) {
            return zero[zero.length == 1 ? 0 : entry];
        }

        BitSet all() {
            return union(Arrays.asList(of));
        }

        /** Some of the entries, by their numbers. */
        Reads picked(int[] entries) {
            Reads picked = of(entries.length, NOTHING);
            for (int i = 0; i < entries.length; i++) {
                picked.of[i] = of[entries[i]];
                picked.zero[i] = zero[entries[i]];
            }
            return picked;
        }
    }

    private EntryReads(Symbol symbol) {
        this.symbol = symbol;
    }

    /** For each entry of {@code expr}, row-major, the entries of {@code symbol} that it reads. */
    public static List<BitSet> of(Expr expr, Symbol symbol) {
        return Arrays.stream(new EntryReads(symbol).reads(expr).of)
                .map(set -> (BitSet) set.clone())
                .toList();
    }

    private Reads reads(Expr expr) {
        Reads found = known.get(expr);
        if (found == null) {
            found = computed(expr);
            known.put(expr, found);
        }
        return found;
    }

    private Reads computed(Expr expr) {
        if (expr == symbol) {
            Reads own = Reads.of(expr.shape().size(), NOTHING);
            Arrays.setAll(own.of, i -> {
                BitSet one = new BitSet();
                one.set(i);
                return one;
            });
            return own;
        } else if (expr instanceof Constant constant) {
            Reads none = Reads.of(expr.shape().size(), NOTHING);
            double[] values = constant.values();
            for (int i = 0; constant.axes().isEmpty() && i < values.length; i++) {
                none.zero[i] = Math.abs(values[i]) == 0;
            }
            return none;
        } else if (expr instanceof Binary binary) {
            return elementwise(binary, binary.function() == BinaryFunction.MULTIPLY);
        } else if (expr instanceof Unary || expr instanceof Where) {
            return elementwise(expr, false);
        } else if (expr instanceof MatMul product) {
            return product(product);
        } else if (expr instanceof Convolve convolve) {
            return convolved(convolve);
        } else if (expr instanceof Application || expr instanceof Reshape) {
            return reads(expr.children().get(0));
        } else if (expr instanceof Lag) {
            // Of other elements, which are drawn before.
            return Reads.of(expr.shape().size(), NOTHING);
        } else if (expr instanceof Take take) {
            return reads(take.x()).picked(taken(take));
        } else if (expr instanceof Transpose transpose) {
            int columns = transpose.x().shape().dim(1).size();
            int rows = transpose.x().shape().dim(0).size();
            return reads(transpose.x())
                    .picked(IntStream.range(0, rows * columns)
                            .map(i -> i % rows * columns + i / rows)
                            .toArray());
        } else if (expr instanceof Concatenate concatenate) {
            return joined(concatenate);
        } else if (expr instanceof Reduce reduce) {
            return reduced(reduce);
        }
        return Reads.of(
                expr.shape().size(),
                union(expr.children().stream().map(part -> reads(part).all()).toList()));
    }

    private Reads elementwise(Expr expr, boolean product) {
        List<Reads> parts = expr.children().stream().map(this::reads).toList();
        Reads result = Reads.of(expr.shape().size(), NOTHING);
        for (int i = 0; i < result.size(); i++) {
            int entry = i;
            if (product && parts.stream().anyMatch(part -> part.zeroAt(entry))) {
                result.zero[i] = true;
            } else {
                result.of[i] = union(parts.stream().map(part -> part.at(entry)).toList());
            }
        }
        return result;
    }

    private Reads product(MatMul product) {
        Reads left = reads(product.left());
        Reads right = reads(product.right());
        int inner = product.right().shape().dim(0).size();
        int rows = left.size() / inner;
        int columns = right.size() / inner;
        Reads result = Reads.of(rows * columns, NOTHING);
        for (int i = 0; i < rows * columns; i++) {
            Sum sum = new Sum();
            for (int k = 0; k < inner; k++) {
                sum.add(left, i / columns * inner + k, right, k * columns + i % columns);
            }
            sum.into(result, i);
        }
        return result;
    }

    private Reads convolved(Convolve convolve) {
        Reads image = reads(convolve.x());
        Reads filter = reads(convolve.filter());
        int[] sizes = convolve.x().shape().sizes();
        int[] taps = convolve.filter().shape().sizes();
        int[] places = convolve.shape().sizes();
        Window window = convolve.window();
        Reads result = Reads.of(convolve.shape().size(), NOTHING);
        for (int i = 0; i < result.size(); i++) {
            int f = i / (places[1] * places[2]);
            int top = i / places[2] % places[1] * window.strideDown() - window.top();
            int left = i % places[2] * window.strideRight() - window.left();
            Sum sum = new Sum();
            for (int tap = 0; tap < taps[1] * taps[2] * taps[3]; tap++) {
                int c = tap / (taps[2] * taps[3]);
                int y = top + tap / taps[3] % taps[2];
                int x = left + tap % taps[3];
                if (y >= 0 && y < sizes[1] && x >= 0 && x < sizes[2]) {
                    sum.add(image, (c * sizes[1] + y) * sizes[2] + x, filter, f * taps[1] * taps[2] * taps[3] + tap);
                }
            }
            sum.into(result, i);
        }
        return result;
    }

    /** A sum of products. */
    private static final class Sum {

        private final BitSet of = new BitSet();
        private boolean zero = true;

        void add(Reads a, int i, Reads b, int j) {
            if (!a.zero[i] && !b.zero[j]) {
                zero = false;
                of.or(a.of[i]);
                of.or(b.of[j]);
            }
        }

        void into(Reads result, int entry) {
            result.of[entry] = of;
            result.zero[entry] = zero;
        }
    }

    /** Entries of an event by the place on one axis, what is outside of it and what is inside. */
    private static int inner(Expr x, int eventAxis) {
        return Arrays.stream(x.shape().sizes()).skip(eventAxis + 1L).reduce(1, (a, b) -> a * b);
    }

    private static int[] taken(Take take) {
        int inner = inner(take.x(), take.eventAxis());
        int size = take.x().shape().dim(take.eventAxis()).size();
        int[] entries = take.entries();
        return IntStream.range(0, take.shape().size())
                .map(i -> (i / inner / entries.length * size + entries[i / inner % entries.length]) * inner + i % inner)
                .toArray();
    }

    private Reads joined(Concatenate concatenate) {
        int inner = inner(concatenate, concatenate.eventAxis());
        int size = concatenate.shape().dim(concatenate.eventAxis()).size();
        Reads result = Reads.of(concatenate.shape().size(), NOTHING);
        int before = 0;
        for (Expr part : concatenate.parts()) {
            Reads own = reads(part);
            int length = part.shape().dim(concatenate.eventAxis()).size();
            for (int i = 0; i < own.size(); i++) {
                int place = (i / inner / length * size + before + i / inner % length) * inner + i % inner;
                result.of[place] = own.of[i];
                result.zero[place] = own.zero[i];
            }
            before += length;
        }
        return result;
    }

    private Reads reduced(Reduce reduce) {
        Reads own = reads(reduce.x());
        int inner = inner(reduce.x(), reduce.eventAxis());
        int size = reduce.x().shape().dim(reduce.eventAxis()).size();
        Reads result = Reads.of(reduce.shape().size(), NOTHING);
        for (int i = 0; i < result.size(); i++) {
            int first = i / inner * size * inner + i % inner;
            result.of[i] = union(IntStream.range(0, size)
                    .mapToObj(k -> own.of[first + k * inner])
                    .toList());
        }
        return result;
    }

    private static BitSet union(List<BitSet> sets) {
        BitSet union = null;
        for (BitSet set : sets) {
            if (set.isEmpty() || set.equals(union)) {
                continue;
            }
            if (union == null) {
                union = set;
            } else {
                BitSet both = (BitSet) union.clone();
                both.or(set);
                union = both;
            }
        }
        return union == null ? NOTHING : union;
    }
}
