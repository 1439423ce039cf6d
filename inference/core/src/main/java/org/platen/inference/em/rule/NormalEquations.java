package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * The equations A δ = b of the moves that maximise a quadratic function, for the groups that some argument's coefficients are in. Coefficients that are not
 * solved for have moved already.
 */
final class NormalEquations implements Frame.Sink {

    private final Groups groups;
    private final Numbers numbers;
    private final boolean[] wanted;
    private final double[][] matrices;
    private final double[] slope;
    private final List<double[]> moved = new ArrayList<>();

    /**
     * The groups of coefficients, numbered.
     *
     * @param all the coefficients
     * @param group of each coefficient
     * @param position of each coefficient in its group
     * @param sizes of the groups
     */
    record Groups(CoefficientGroups all, int[] group, int[] position, int[] sizes) {

        static Groups of(CoefficientGroups all) {
            int[] group = new int[all.size()];
            int[] position = new int[all.size()];
            int[] numberOf = new int[all.size()];
            int[] sizes = new int[all.size()];
            int count = 0;
            for (int i = 0; i < group.length; i++) {
                int root = all.root(i);
                if (numberOf[root] == 0) {
                    numberOf[root] = ++count;
                }
                group[i] = numberOf[root] - 1;
                position[i] = sizes[group[i]]++;
            }
            return new Groups(all, group, position, java.util.Arrays.copyOf(sizes, count));
        }
    }

    /**
     * @param from the first of the coefficients asked for
     * @param count how many
     */
    NormalEquations(Groups groups, Numbers numbers, int from, int count) {
        this.groups = groups;
        this.numbers = numbers;
        this.wanted = new boolean[groups.sizes.length];
        for (int i = from; i < from + count; i++) {
            wanted[groups.group[i]] = true;
        }
        this.matrices = new double[wanted.length][];
        for (int g = 0; g < wanted.length; g++) {
            matrices[g] = wanted[g] ? new double[groups.sizes[g] * groups.sizes[g]] : new double[0];
        }
        this.slope = new double[groups.group.length];
    }

    @Override
    public int column(Slot slot) {
        int offset = groups.all.offset(slot.argument());
        if (offset >= 0) {
            return offset;
        }
        moved.add(slot.moves(numbers));
        return -moved.size();
    }

    @Override
    public void pull(int column, int index, double value) {
        if (column >= 0) {
            slope[column + index] += value;
        }
    }

    @Override
    public void product(int columnA, int indexA, int columnB, int indexB, double value) {
        if (columnA < 0) {
            return;
        }
        int row = columnA + indexA;
        int group = groups.group[row];
        if (!wanted[group]) {
            return;
        }
        if (columnB < 0) {
            slope[row] -= value * moved.get(-columnB - 1)[indexB];
        } else {
            matrices[group][groups.position[row] * groups.sizes[group] + groups.position[columnB + indexB]] += value;
        }
    }

    /** The moves of the coefficients asked for. */
    double[] moves(int from, int count) {
        double[][] solutions = new double[wanted.length][];
        double[][] slopes = new double[wanted.length][];
        for (int g = 0; g < wanted.length; g++) {
            slopes[g] = new double[wanted[g] ? groups.sizes[g] : 0];
        }
        for (int i = 0; i < slope.length; i++) {
            if (wanted[groups.group[i]]) {
                slopes[groups.group[i]][groups.position[i]] = slope[i];
            }
        }
        for (int g = 0; g < wanted.length; g++) {
            solutions[g] = IndependentSolve.of(matrices[g], slopes[g]);
        }
        double[] moves = new double[count];
        for (int i = 0; i < count; i++) {
            moves[i] = solutions[groups.group[from + i]][groups.position[from + i]];
        }
        return moves;
    }
}
