package org.platen.inference.criticism;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.fit.TextTable;

/**
 * Models of the same data by their predictive accuracy, the best first (Vehtari, Gelman and Gabry 2017, section 5.2).
 *
 * @param title the method
 * @param ranked the best first
 */
public record AccuracyComparison(String title, List<Ranked> ranked) {

    /** A defensive copy. */
    public AccuracyComparison {
        ranked = List.copyOf(ranked);
    }

    /**
     * A model's place.
     *
     * @param name of the model
     * @param accuracy its own
     * @param difference its elpd less that of the best, so never positive
     * @param standardError of the difference, points being paired: √(n · variance of the pointwise differences)
     */
    public record Ranked(String name, PredictiveAccuracy accuracy, double difference, double standardError) {}

    /**
     * @param models by name, all judged by the same method at the same points in the same order
     * @throws ModelException when there is none, they are of different methods, or have different numbers of points
     */
    public static AccuracyComparison of(Map<String, ? extends PredictiveAccuracy> models) {
        ModelException.require(!models.isEmpty(), "a comparison needs at least one model");
        Set<String> titles = new LinkedHashSet<>();
        Set<Integer> points = new LinkedHashSet<>();
        models.values().forEach(accuracy -> {
            titles.add(accuracy.title());
            points.add(accuracy.points());
        });
        ModelException.require(
                titles.size() == 1, "models are compared by one method, found %s. Judge all of them by one.", titles);
        ModelException.require(
                points.size() == 1,
                "models are compared at the same points, found %s of them. Fit all models to the same data.",
                points);
        Comparator<Map.Entry<String, ? extends PredictiveAccuracy>> byElpd =
                Comparator.comparingDouble(entry -> -entry.getValue().elpd());
        List<Map.Entry<String, ? extends PredictiveAccuracy>> sorted = new ArrayList<>(models.entrySet());
        sorted.sort(byElpd);
        double[] best = sorted.get(0).getValue().pointwise();
        return new AccuracyComparison(
                titles.iterator().next(),
                sorted.stream()
                        .map(entry -> ranked(entry.getKey(), entry.getValue(), best))
                        .toList());
    }

    private static Ranked ranked(String name, PredictiveAccuracy accuracy, double[] best) {
        double[] differences = accuracy.pointwise();
        double sum = 0;
        for (int i = 0; i < differences.length; i++) {
            differences[i] -= best[i];
            sum += differences[i];
        }
        return new Ranked(name, accuracy, sum, PointwiseSums.standardError(differences));
    }

    /** The one that is expected to predict best. */
    public Ranked best() {
        return ranked.get(0);
    }

    /** An aligned table, a line for each model; an asterisk where the method warns. */
    public String table() {
        TextTable table = new TextTable();
        table.add(title, List.of("difference", "± error", "elpd", "± error", "parameters"));
        for (Ranked one : ranked) {
            table.add(
                    one.name,
                    List.of(
                            number(one.difference),
                            number(one.standardError),
                            number(one.accuracy.elpd()),
                            number(one.accuracy.standardError()),
                            number(one.accuracy.effectiveParameters())),
                    one.accuracy.warnings().isEmpty() ? "" : "*");
        }
        boolean warned =
                ranked.stream().anyMatch(one -> !one.accuracy.warnings().isEmpty());
        return table.text() + (warned ? "  * not dependable: see the model's own summary\n" : "");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    @Override
    public String toString() {
        return table();
    }
}
