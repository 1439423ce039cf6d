package org.platen.inference.posterior;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Variable;
import org.platen.inference.fit.Components;

/**
 * Orders of components in which points are most alike. In turns, each point takes the order in which it is nearest to the centre, and the centre becomes the mean of the
 * points as ordered (Stephens 2000, section 4, with squared loss); the first centre is one of the points, the pivot (Papastamoulis 2016, section 2.2). Squared distances
 * are in units of the spread of each number, the same for all components.
 */
final class Relabelling {

    private static final int MOST_ROUNDS = 50;
    private static final int MOST_SWEEPS = 10;

    private final List<Components> components;
    private final int[][] alike;
    private final int[][][] strides;

    /**
     * @param components of each plate
     * @param variables that differ over one of them at least
     * @param values one of each variable, which tells its size
     */
    Relabelling(List<Components> components, List<Variable> variables, double[][] values) {
        this.components = components;
        this.strides = components.stream()
                .map(each -> variables.stream()
                        .map(variable -> each.positions(variable).stream()
                                .mapToInt(position -> each.stride(variable, position))
                                .toArray())
                        .toArray(int[][]::new))
                .toArray(int[][][]::new);
        this.alike = IntStream.range(0, variables.size())
                .mapToObj(v -> alike(v, values[v].length))
                .toArray(int[][]::new);
    }

    /**
     * @param points [point][variable][entry]
     * @param pivot the point whose order is kept
     * @param units the spread of each number, [variable][entry]; null for that of the points themselves, as ordered
     * @return [point][components][place]: for each place the component that comes there
     */
    int[][][] orders(double[][][] points, int pivot, double @Nullable [][] units) {
        double[][][] ordered = Arrays.stream(points).map(double[][]::clone).toArray(double[][][]::new);
        int[][][] orders = new int[points.length][][];
        for (int p = 0; p < points.length; p++) {
            orders[p] = components.stream()
                    .map(each -> IntStream.range(0, each.count()).toArray())
                    .toArray(int[][]::new);
        }
        double[][] centre = ordered[pivot];
        double[][] unit = units == null ? spread(ordered, means(mean(ordered))) : units;
        boolean changed = true;
        for (int round = 0; changed && round < MOST_ROUNDS; round++) {
            changed = round == 0;
            for (int p = 0; p < points.length; p++) {
                changed |= align(ordered[p], orders[p], centre, unit);
            }
            centre = mean(ordered);
            unit = units == null ? spread(ordered, centre) : units;
        }
        return orders;
    }

    /** Puts a point in the order in which it is nearest to the centre: one plate after the other, until none gets nearer. */
    private boolean align(double[][] point, int[][] order, double[][] centre, double[][] unit) {
        double[][] best = point.clone();
        int[][] bestOrder = order.clone();
        double least = distance(best, centre, unit);
        double[][] trial = point.clone();
        int[][] trialOrder = order.clone();
        boolean once = true;
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            for (int c = 0; c < components.size(); c++) {
                int[] next = Assignment.of(costs(c, trial, centre, unit, once));
                for (int v = 0; v < trial.length; v++) {
                    for (int stride : strides[c][v]) {
                        trial[v] = Components.ordered(trial[v], stride, next);
                    }
                }
                trialOrder[c] = composed(trialOrder[c], next);
            }
            double reached = distance(trial, centre, unit);
            boolean nearer = reached < least - 1e-12 * (1 + least);
            if (nearer) {
                least = reached;
                best = trial.clone();
                bestOrder = trialOrder.clone();
            }
            if (!nearer && !once) {
                break;
            }
            once = false;
        }
        boolean changed = !Arrays.deepEquals(order, bestOrder);
        System.arraycopy(best, 0, point, 0, point.length);
        System.arraycopy(bestOrder, 0, order, 0, order.length);
        return changed;
    }

    /** What one order and then another come to. */
    static int[] composed(int[] first, int[] then) {
        return Arrays.stream(then).map(element -> first[element]).toArray();
    }

    /**
     * What it costs to put the component of a column at the place of a row.
     *
     * @param once whether only variables count in which the plate occurs once: where it occurs again, costs hang on the order of the others
     */
    private double[][] costs(int c, double[][] point, double[][] centre, double[][] unit, boolean once) {
        int count = components.get(c).count();
        double[][] costs = new double[count][count];
        for (int v = 0; v < point.length; v++) {
            if (once && strides[c][v].length > 1) {
                continue;
            }
            for (int stride : strides[c][v]) {
                for (int i = 0; i < point[v].length; i++) {
                    int place = i / stride % count;
                    for (int component = 0; component < count; component++) {
                        double apart = (centre[v][i] - point[v][i + (component - place) * stride]) / unit[v][i];
                        costs[place][component] += apart * apart;
                    }
                }
            }
        }
        return costs;
    }

    private static double distance(double[][] point, double[][] centre, double[][] unit) {
        double sum = 0;
        for (int v = 0; v < point.length; v++) {
            for (int i = 0; i < point[v].length; i++) {
                double apart = (centre[v][i] - point[v][i]) / unit[v][i];
                sum += apart * apart;
            }
        }
        return sum;
    }

    /** The mean of some points, [variable][entry]. */
    static double[][] mean(double[][][] points) {
        double[][] mean =
                Arrays.stream(points[0]).map(own -> new double[own.length]).toArray(double[][]::new);
        for (double[][] point : points) {
            for (int v = 0; v < mean.length; v++) {
                for (int i = 0; i < mean[v].length; i++) {
                    mean[v][i] += point[v][i] / points.length;
                }
            }
        }
        return mean;
    }

    /** One point less another. */
    static double[][] difference(double[][] point, double[][] from) {
        double[][] difference = new double[point.length][];
        for (int v = 0; v < point.length; v++) {
            double[] own = point[v];
            double[] other = from[v];
            difference[v] = IntStream.range(0, own.length)
                    .mapToDouble(i -> own[i] - other[i])
                    .toArray();
        }
        return difference;
    }

    /** For each number the average over components. */
    private double[][] means(double[][] values) {
        double[][] means = new double[values.length][];
        for (int v = 0; v < values.length; v++) {
            double[] sums = new double[values[v].length];
            int[] counts = new int[values[v].length];
            for (int i = 0; i < sums.length; i++) {
                sums[alike[v][i]] += values[v][i];
                counts[alike[v][i]]++;
            }
            int[] own = alike[v];
            means[v] = IntStream.range(0, sums.length)
                    .mapToDouble(i -> sums[own[i]] / counts[own[i]])
                    .toArray();
        }
        return means;
    }

    /** Standard deviations of points around a centre, pooled over components; 1 for what does not vary. */
    double[][] spread(double[][][] points, double[][] centre) {
        double[][] squares =
                Arrays.stream(centre).map(own -> new double[own.length]).toArray(double[][]::new);
        for (double[][] point : points) {
            for (int v = 0; v < squares.length; v++) {
                for (int i = 0; i < squares[v].length; i++) {
                    double apart = point[v][i] - centre[v][i];
                    squares[v][i] += apart * apart / points.length;
                }
            }
        }
        double[][] spread = means(squares);
        for (double[] own : spread) {
            Arrays.setAll(own, i -> own[i] > 0 ? Math.sqrt(own[i]) : 1);
        }
        return spread;
    }

    /** For each entry of a variable the first that differs from it in components only. */
    private int[] alike(int v, int size) {
        int[] first = IntStream.range(0, size).toArray();
        for (int c = 0; c < strides.length; c++) {
            for (int stride : strides[c][v]) {
                for (int i = 0; i < size; i++) {
                    first[i] -= i / stride % components.get(c).count() * stride;
                }
            }
        }
        return first;
    }
}
