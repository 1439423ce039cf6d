package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.Take;
import org.platen.dsl.shape.Axis;

/**
 * Part of a linear predictor: entry e is Σᵢ coefficients[entries[e][i]] · regressors[at[e][i]]. A matrix of loadings times a vector of factors has the factors
 * as regressors of every entry, an intercept the number one.
 *
 * @param coefficients an expression of estimated variables, mostly a look-up
 * @param regressors a vector free of them
 * @param entries for each entry of the predictor, entries of the coefficients' event
 * @param at for each entry of the predictor, their regressors; equal rows are one array
 */
record LinearPart(Expr coefficients, Expr regressors, int[][] entries, int[][] at) {

    /** The coefficients as they are. */
    static LinearPart of(Expr coefficients) {
        int size = coefficients.shape().size();
        int[][] entries = new int[size][];
        Arrays.setAll(entries, e -> new int[] {e});
        int[][] at = new int[size][];
        Arrays.fill(at, new int[] {0});
        return new LinearPart(coefficients, Expressions.ones(1), entries, at);
    }

    /** Number of entries of the predictor. */
    int size() {
        return entries.length;
    }

    /** Whether all entries have the same regressors, and each has coefficients of its own. */
    boolean hasEqualRegressors() {
        long own =
                Arrays.stream(entries).flatMapToInt(Arrays::stream).distinct().count();
        long all = Arrays.stream(entries).mapToLong(row -> row.length).sum();
        return own == all && Arrays.stream(at).allMatch(row -> Arrays.equals(row, at[0]));
    }

    LinearPart negated() {
        return withRegressors(regressors.negated());
    }

    /** The part of {@code size} entries that are all the same. */
    LinearPart repeated(int size) {
        return entries.length == size ? this : chosen(new int[size]);
    }

    /** Entries of the predictor in another order; −1 stands for an entry that the part does not contribute to. */
    LinearPart chosen(int[] from) {
        int[][] newEntries = new int[from.length][];
        int[][] newAt = new int[from.length][];
        int[] none = new int[0];
        for (int e = 0; e < from.length; e++) {
            newEntries[e] = from[e] < 0 ? none : entries[from[e]];
            newAt[e] = from[e] < 0 ? none : at[from[e]];
        }
        return new LinearPart(coefficients, regressors, newEntries, newAt);
    }

    /** Sums of {@code count} entries each: entry e · count + i is the i-th of sum e. */
    LinearPart summed(int count) {
        int[][] newEntries = new int[entries.length / count][];
        int[][] newAt = new int[entries.length / count][];
        for (int e = 0; e < newEntries.length; e++) {
            newEntries[e] = joined(entries, e * count, count);
            newAt[e] = joined(at, e * count, count);
        }
        return new LinearPart(coefficients, regressors, newEntries, shared(newAt));
    }

    /** Entry e times entry {@code of[e]} of {@code factor}, flattened. */
    LinearPart times(Expr factor, int[] of) {
        if (factor.shape().isScalar()) {
            return withRegressors(isOne() ? factor.reshaped(1) : regressors.times(factor));
        }
        PairTable pairs = new PairTable();
        int[][] newAt = new int[at.length][];
        for (int e = 0; e < at.length; e++) {
            int[] own = at[e];
            int right = of[e];
            newAt[e] = Arrays.stream(own).map(left -> pairs.place(left, right)).toArray();
        }
        Expr flat = factor.reshaped(factor.shape().size());
        Expr right = taken(flat, pairs.rights());
        Expr product = isOne() ? right : taken(regressors, pairs.lefts()).times(right);
        return new LinearPart(coefficients, product, entries, shared(newAt));
    }

    /** The part with regressors changed one by one. */
    LinearPart mapped(UnaryOperator<Expr> change) {
        return withRegressors(change.apply(regressors));
    }

    /** The part at the element that an index names. */
    LinearPart at(Axis axis, Expr by) {
        return new LinearPart(indexed(coefficients, axis, by), indexed(regressors, axis, by), entries, at);
    }

    private static Expr indexed(Expr expr, Axis axis, Expr by) {
        return expr.axes().contains(axis) ? new Index(expr, axis, by) : expr;
    }

    private LinearPart withRegressors(Expr other) {
        return new LinearPart(coefficients, other, entries, at);
    }

    private boolean isOne() {
        return regressors instanceof Constant constant && constant.isAll(1);
    }

    private static Expr taken(Expr vector, List<Integer> entries) {
        int[] chosen = entries.stream().mapToInt(Integer::intValue).toArray();
        boolean all = chosen.length == vector.shape().size();
        for (int i = 0; i < chosen.length; i++) {
            all &= chosen[i] == i;
        }
        return all ? vector : new Take(vector, 0, chosen);
    }

    private static int[] joined(int[][] rows, int from, int count) {
        return Arrays.stream(rows, from, from + count)
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    /** Rows that equal the row before them are that row. */
    private static int[][] shared(int[][] rows) {
        List<int[]> shared = new ArrayList<>();
        for (int[] row : rows) {
            int[] last = shared.isEmpty() ? row : shared.get(shared.size() - 1);
            shared.add(Arrays.equals(last, row) ? last : row);
        }
        return shared.toArray(int[][]::new);
    }
}
