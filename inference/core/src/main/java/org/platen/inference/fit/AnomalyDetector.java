package org.platen.inference.fit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Data;

/**
 * Flags rows that are more unusual than a threshold, by {@link Fit#anomalyScores}.
 *
 * @param fit says how unusual a row is
 * @param threshold rows whose score is larger are flagged
 */
public record AnomalyDetector(Fit fit, double threshold) {

    /**
     * The detector whose threshold is a quantile of the scores of known rows, so that of ordinary rows about a part 1 − {@code quantile} is flagged. The rows
     * should not be those that were fitted, whose scores are too low. Between two scores the quantile is interpolated (Hyndman and Fan 1996, definition 7,
     * the one R takes).
     *
     * @param reference rows that are held to be ordinary
     * @param quantile above 0 and below 1; with n rows no more than 1 − 1 / n can be told
     */
    public static AnomalyDetector of(Fit fit, Data reference, double quantile) {
        ModelException.require(
                quantile > 0 && quantile < 1,
                "an anomaly is a row above a quantile between 0 and 1 of the scores, found %s. Use 0.99 to flag about one ordinary row in a hundred.",
                quantile);
        return new AnomalyDetector(fit, quantile(fit.anomalyScores(reference), quantile));
    }

    /** Whether each row is flagged. */
    public boolean[] flags(Data data) {
        double[] scores = fit.anomalyScores(data);
        boolean[] flags = new boolean[scores.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = scores[i] > threshold;
        }
        return flags;
    }

    /** The rows that are flagged, counted from 0, the most unusual first. */
    public int[] rows(Data data) {
        double[] scores = fit.anomalyScores(data);
        return IntStream.range(0, scores.length)
                .filter(i -> scores[i] > threshold)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double quantile(double[] values, double quantile) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = quantile * (sorted.length - 1);
        int below = (int) place;
        double part = place - below;
        return part == 0 ? sorted[below] : (1 - part) * sorted[below] + part * sorted[below + 1];
    }
}
