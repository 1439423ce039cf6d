package org.platen.inference.fit;

import java.util.Arrays;
import java.util.List;

/** Averages of tensors of the same axes, entry by entry. */
public final class Tensors {

    private Tensors() {}

    /** The mean. */
    public static Tensor mean(List<Tensor> all) {
        double[] sum = new double[all.get(0).values().length];
        for (Tensor tensor : all) {
            double[] values = tensor.values();
            Arrays.setAll(sum, i -> sum[i] + values[i] / all.size());
        }
        return new Tensor(sum, all.get(0).axes(), all.get(0).dims());
    }

    /** The variance around the mean, of all there are. */
    public static Tensor variance(List<Tensor> all) {
        double[] mean = mean(all).values();
        double[] sum = new double[mean.length];
        for (Tensor tensor : all) {
            double[] values = tensor.values();
            Arrays.setAll(sum, i -> sum[i] + (values[i] - mean[i]) * (values[i] - mean[i]) / all.size());
        }
        return new Tensor(sum, all.get(0).axes(), all.get(0).dims());
    }

    /** The log of the mean of what these are the logs of. */
    public static Tensor logMeanExp(List<Tensor> all) {
        double[] largest = all.get(0).values();
        for (Tensor tensor : all) {
            double[] values = tensor.values();
            Arrays.setAll(largest, i -> Math.max(largest[i], values[i]));
        }
        double[] sum = new double[largest.length];
        for (Tensor tensor : all) {
            double[] values = tensor.values();
            Arrays.setAll(sum, i -> sum[i] + (values[i] == largest[i] ? 1 : Math.exp(values[i] - largest[i])));
        }
        double[] logs = new double[sum.length];
        Arrays.setAll(logs, i -> largest[i] + Math.log(sum[i] / all.size()));
        return new Tensor(logs, all.get(0).axes(), all.get(0).dims());
    }

    /** The sum of two. */
    static Tensor plus(Tensor a, Tensor b) {
        double[] left = a.values();
        double[] right = b.values();
        double[] sum = new double[left.length];
        Arrays.setAll(sum, i -> left[i] + right[i]);
        return new Tensor(sum, a.axes(), a.dims());
    }

    /** From [entry of the event][element of the plates], as variables are drawn and bound, to row-major over the plates and then the event. */
    public static double[] rowMajor(double[][] byEntry) {
        double[] flat = new double[byEntry.length * byEntry[0].length];
        for (int entry = 0; entry < byEntry.length; entry++) {
            for (int element = 0; element < byEntry[0].length; element++) {
                flat[element * byEntry.length + entry] = byEntry[entry][element];
            }
        }
        return flat;
    }
}
