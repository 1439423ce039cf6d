package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.List;
import org.platen.dsl.distribution.Moments;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.backend.Backend;
import org.platen.inference.fit.Tensor;
import org.platen.inference.jvm.JvmBackend;

/** What may be wrong with a trained model. */
final class AmortizedWarnings {

    /** So many trained numbers are many for plain Java. */
    private static final int LARGE = 100_000;

    /** The least variance of an approximate mean that says anything (Burda, Grosse and Salakhutdinov 2016, section 5.2). */
    private static final double LEAST_VARIANCE = 0.01;

    private AmortizedWarnings() {}

    /**
     * A sentence each, with what to try.
     *
     * @param ofStarts what is known from training
     */
    static List<String> of(AmortizedFit fit, List<String> ofStarts, Backend backend) {
        List<String> warnings = new ArrayList<>(ofStarts);
        int numbers = fit.trained().values().stream()
                .mapToInt(values -> values.length)
                .sum();
        if (backend instanceof JvmBackend && numbers > LARGE) {
            warnings.add(numbers
                    + " numbers were trained in plain Java, which takes many times as long as TensorFlow: add platen-tensorflow and a native library of"
                    + " tensorflow-core-native to the class path");
        }
        fit.model().guide().factors().forEach((latent, approximation) -> {
            if (!latent.isDiscrete() && approximation instanceof Moments) {
                addCollapse(warnings, fit, latent);
            }
        });
        return warnings;
    }

    private static void addCollapse(List<String> warnings, AmortizedFit fit, RandomVariable latent) {
        int active = fit.activeUnits(latent.name(), fit.data());
        int size = latent.shape().size();
        if (active * 2 < size) {
            warnings.add("only " + active + " of the " + size + " numbers of '" + latent.name()
                    + "' say anything of the data: the approximation of the others is their prior (posterior collapse). Warm divergences up"
                    + " (divergenceWeight(Schedule.linear(0, 1, steps))), give free bits, or declare fewer numbers");
        }
    }

    /**
     * How many entries of an event vary over the rows.
     *
     * @param means of all rows, one event after the other
     * @param size of an event
     */
    static int active(Tensor means, int size) {
        double[] values = means.values();
        int rows = values.length / size;
        int active = 0;
        for (int entry = 0; entry < size; entry++) {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < rows; row++) {
                double value = values[row * size + entry];
                sum += value;
                squares += value * value;
            }
            active += squares / rows - sum / rows * (sum / rows) > LEAST_VARIANCE ? 1 : 0;
        }
        return active;
    }
}
