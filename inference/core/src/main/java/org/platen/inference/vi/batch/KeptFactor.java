package org.platen.inference.vi.batch;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.vi.conjugate.VariationalFactor;

/** The factor of a variable of the elements of a plate, some of which make a step at a time. */
final class KeptFactor {

    private final VariationalFactor start;
    private final Along along;
    private final double[][] parameters;
    private double[][] sums;
    private double[] summed;

    KeptFactor(VariationalFactor start, Along along) {
        this.start = start;
        this.along = along;
        this.parameters = start.parameters();
        this.sums = new double[parameters.length][];
        this.summed = new double[along.size()];
    }

    /** Of some elements. */
    VariationalFactor now(int[] elements) {
        return at(elements, place -> parameters[place]);
    }

    /** The average of the natural parameters of some elements over their steps. */
    VariationalFactor average(int[] elements) {
        return at(elements, place -> {
            double count = summed[place / along.inner() % along.size()];
            return count == 0
                    ? parameters[place]
                    : start.family()
                            .parameters(Arrays.stream(sums[place])
                                    .map(sum -> sum / count)
                                    .toArray());
        });
    }

    private VariationalFactor at(int[] elements, java.util.function.IntFunction<double[]> of) {
        return new VariationalFactor(
                start.variable(),
                start.family(),
                Arrays.stream(along.places(elements)).mapToObj(of).toArray(double[][]::new));
    }

    /**
     * Steps of some elements.
     *
     * @param gradients with respect to their expected statistics
     * @param rates the length of the step of each
     */
    void step(List<double[]> gradients, int[] elements, double[] rates) {
        VariationalFactor next = VariationalFactor.next(
                start.variable(),
                start.family(),
                now(elements).parameters(),
                gradients,
                place -> rates[place / along.inner() % elements.length]);
        int[] places = along.places(elements);
        double[][] moved = next.parameters();
        for (int i = 0; i < places.length; i++) {
            parameters[places[i]] = moved[i];
            double[] natural = start.family().natural(moved[i]);
            double[] sum = sums[places[i]];
            if (sum == null) {
                sums[places[i]] = natural;
            } else {
                Arrays.setAll(sum, j -> sum[j] + natural[j]);
            }
        }
        for (int element : elements) {
            summed[element]++;
        }
    }

    void forgetAverage() {
        sums = new double[parameters.length][];
        summed = new double[along.size()];
    }

    void save(Saved to) {
        String name = start.variable().name();
        int width = start.family().natural(parameters[0]).length;
        UnaryOperator<double[]> filled = sum -> sum == null ? new double[width] : sum;
        to.put("kept factor " + name, parameters)
                .put("steps summed of factor " + name, summed)
                .put("sums of factor " + name, Arrays.stream(sums).map(filled).toArray(double[][]::new));
    }

    void restore(Saved from) {
        String name = start.variable().name();
        double[][] saved = from.rows("kept factor " + name);
        System.arraycopy(saved, 0, parameters, 0, parameters.length);
        summed = from.get("steps summed of factor " + name, along.size());
        sums = from.rows("sums of factor " + name);
    }
}
