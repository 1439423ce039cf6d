package org.platen.inference.em;

import org.platen.inference.fit.Tensor;

/** The largest of the probabilities in the last axis of a tensor. */
final class MostProbable {

    private MostProbable() {}

    /** Which value is the most probable for each element; the first of equals. */
    static int[] values(Tensor probabilities) {
        int count = probabilities.dims().get(probabilities.dims().size() - 1);
        double[] flat = probabilities.values();
        int[] largest = new int[flat.length / count];
        for (int i = 0; i < largest.length; i++) {
            for (int value = 1; value < count; value++) {
                if (flat[i * count + value] > flat[i * count + largest[i]]) {
                    largest[i] = value;
                }
            }
        }
        return largest;
    }

    /** Σ log of the probability of the most probable value. */
    static double logCertainty(Tensor probabilities) {
        int count = probabilities.dims().get(probabilities.dims().size() - 1);
        int[] largest = values(probabilities);
        double[] flat = probabilities.values();
        double sum = 0;
        for (int i = 0; i < largest.length; i++) {
            sum += Math.log(flat[i * count + largest[i]]);
        }
        return sum;
    }
}
