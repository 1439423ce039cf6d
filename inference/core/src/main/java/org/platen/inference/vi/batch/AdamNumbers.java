package org.platen.inference.vi.batch;

import java.util.Arrays;
import org.platen.inference.checkpoint.Saved;

/**
 * Steps of Adam (Kingma and Ba 2015) in units of the standard deviations, with whole lengths that fall as those of all other steps do: for more numbers than a matrix of
 * curvature is kept of.
 */
final class AdamNumbers implements GlobalNumbers {

    /** Steps are so much longer than those along natural parameters, which go all the way at length one. */
    private static final double PACE = 3;

    private final boolean[] points;
    private final double[] mean;
    private final double[] logDeviations;
    private final double[] first;
    private final double[] second;
    private double[] sumMean;
    private double[] sumLogs;
    private int steps;
    private int summed;

    AdamNumbers(NormalNumbers start, boolean[] points) {
        this.points = points;
        this.mean = start.mean();
        this.logDeviations = Arrays.stream(start.deviations()).map(Math::log).toArray();
        this.first = new double[2 * mean.length];
        this.second = new double[2 * mean.length];
        this.sumMean = new double[mean.length];
        this.sumLogs = new double[mean.length];
    }

    @Override
    public NormalNumbers now() {
        return numbers(mean, logDeviations);
    }

    private NormalNumbers numbers(double[] means, double[] logs) {
        double[] deviations = new double[means.length];
        Arrays.setAll(deviations, i -> points[i] ? 0 : Math.exp(logs[i]));
        return new NormalNumbers(means, deviations);
    }

    @Override
    public void step(BatchGradient gradient, double rate) {
        steps++;
        for (int i = 0; i < mean.length; i++) {
            double unit = points[i] ? Math.max(1, Math.abs(mean[i])) : Math.exp(logDeviations[i]);
            double slope = 1;
            for (int m = 0; m < gradient.each().length; m++) {
                slope += gradient.each()[m][i] * gradient.noise()[m][i] * unit / gradient.each().length;
            }
            double moved = PACE * rate * unit * adam(i, unit * gradient.mean()[i]);
            mean[i] += GlobalNumbers.limited(moved, points[i] ? 0 : unit, gradient.scale());
            if (!points[i]) {
                logDeviations[i] += PACE * rate * adam(mean.length + i, slope);
            }
            sumMean[i] += mean[i];
            sumLogs[i] += logDeviations[i];
        }
        summed++;
    }

    private double adam(int number, double gradient) {
        first[number] = 0.9 * first[number] + 0.1 * gradient;
        second[number] = 0.999 * second[number] + 0.001 * gradient * gradient;
        double average = first[number] / (1 - Math.pow(0.9, steps));
        double square = second[number] / (1 - Math.pow(0.999, steps));
        return average / (Math.sqrt(square) + 1e-8);
    }

    @Override
    public void forgetAverage() {
        sumMean = new double[mean.length];
        sumLogs = new double[mean.length];
        summed = 0;
    }

    @Override
    public NormalNumbers average() {
        return summed == 0
                ? now()
                : numbers(
                        Arrays.stream(sumMean).map(sum -> sum / summed).toArray(),
                        Arrays.stream(sumLogs).map(sum -> sum / summed).toArray());
    }

    @Override
    public void save(Saved to) {
        to.put("mean", mean)
                .put("log deviations", logDeviations)
                .put("averages of gradients", first)
                .put("averages of squares", second)
                .put("sum of means", sumMean)
                .put("sum of log deviations", sumLogs)
                .put("summed", summed)
                .put("Adam's steps", steps);
    }

    @Override
    public void restore(Saved from) {
        System.arraycopy(from.get("mean", mean.length), 0, mean, 0, mean.length);
        System.arraycopy(from.get("log deviations", mean.length), 0, logDeviations, 0, mean.length);
        System.arraycopy(from.get("averages of gradients", first.length), 0, first, 0, first.length);
        System.arraycopy(from.get("averages of squares", second.length), 0, second, 0, second.length);
        sumMean = from.get("sum of means", mean.length);
        sumLogs = from.get("sum of log deviations", mean.length);
        summed = from.count("summed");
        steps = from.count("Adam's steps");
    }
}
