package org.platen.models.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.platen.dsl.shape.ModelException;

/**
 * The tree that fits discrete data best: of all networks in which each variable has at most one parent, the one of highest likelihood, which is the spanning tree of
 * greatest mutual information (Chow and Liu 1968, "Approximating discrete probability distributions with dependence trees", section III).
 */
public final class ChowLiu {

    private ChowLiu() {}

    /**
     * The tree, rooted at the first variable.
     *
     * @param names of the variables
     * @param rows a value of each variable, counted from 0; numbers of states are those that occur
     * @throws ModelException without rows, or when a variable has one value only
     */
    public static BayesianNetwork tree(String name, List<String> names, int[][] rows) {
        ModelException.require(rows.length > 0, "a tree of %s needs rows to learn from", names);
        int[] states = new int[names.size()];
        Arrays.setAll(
                states,
                i -> 1 + Arrays.stream(rows).mapToInt(row -> row[i]).max().orElseThrow());
        int[] parents = parents(rows, states);
        BayesianNetwork network = BayesianNetwork.named(name);
        Deque<Integer> open = new ArrayDeque<>(List.of(0));
        while (!open.isEmpty()) {
            int node = open.remove();
            String[] parent = parents[node] < 0 ? new String[0] : new String[] {names.get(parents[node])};
            network = network.node(names.get(node), states[node], parent);
            for (int child = 0; child < parents.length; child++) {
                if (parents[child] == node) {
                    open.add(child);
                }
            }
        }
        return network;
    }

    /** Prim's algorithm: the tree grows by the variable that says most of one in it. */
    private static int[] parents(int[][] rows, int[] states) {
        int[] parents = new int[states.length];
        Arrays.fill(parents, -1);
        List<Integer> inside = new ArrayList<>(List.of(0));
        while (inside.size() < states.length) {
            double most = Double.NEGATIVE_INFINITY;
            int next = -1;
            int parent = -1;
            for (int i : inside) {
                for (int j = 0; j < states.length; j++) {
                    double shared = inside.contains(j) ? Double.NEGATIVE_INFINITY : information(rows, i, j, states);
                    if (shared > most) {
                        most = shared;
                        next = j;
                        parent = i;
                    }
                }
            }
            parents[next] = parent;
            inside.add(next);
        }
        return parents;
    }

    /** Mutual information of two variables in the rows, in nats. */
    private static double information(int[][] rows, int i, int j, int[] states) {
        double[][] counts = new double[states[i]][states[j]];
        double[] first = new double[states[i]];
        double[] second = new double[states[j]];
        for (int[] row : rows) {
            counts[row[i]][row[j]]++;
            first[row[i]]++;
            second[row[j]]++;
        }
        double information = 0;
        for (int a = 0; a < first.length; a++) {
            for (int b = 0; b < second.length; b++) {
                if (counts[a][b] > 0) {
                    information +=
                            counts[a][b] / rows.length * Math.log(counts[a][b] * rows.length / (first[a] * second[b]));
                }
            }
        }
        return information;
    }
}
