package org.platen.inference.criticism;

import java.util.List;
import java.util.Locale;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.fit.TextTable;

/** What is asked of a matrix of log densities point by point. */
final class PointwiseSums {

    private PointwiseSums() {}

    static double standardError(double[] pointwise) {
        return Math.sqrt(pointwise.length * Moments.variance(pointwise));
    }

    /** The log densities of each point, [point][draw], of [draw][point]. */
    static double[][] byPoint(double[][] logDensities) {
        int draws = logDensities.length;
        int points = draws == 0 ? 0 : logDensities[0].length;
        ModelException.require(
                draws >= 2 && points >= 1,
                "predictive accuracy needs log densities of at least one point at two draws or more, found %d points at %d draws",
                points,
                draws);
        double[][] byPoint = new double[points][draws];
        for (int draw = 0; draw < draws; draw++) {
            ModelException.require(
                    logDensities[draw].length == points,
                    "draw %d has log densities of %d points, draw 0 of %d",
                    draw,
                    logDensities[draw].length,
                    points);
            for (int point = 0; point < points; point++) {
                double density = logDensities[draw][point];
                ModelException.require(
                        Double.isFinite(density),
                        "the log density of point %d at draw %d is %s; predictive accuracy needs numbers",
                        point,
                        draw,
                        density);
                byPoint[point][draw] = density;
            }
        }
        return byPoint;
    }

    /** The log of the mean density. */
    static double logMean(double[] logDensities) {
        return Moments.logSumExp(logDensities) - Math.log(logDensities.length);
    }

    static String summary(PredictiveAccuracy accuracy) {
        TextTable table = new TextTable();
        table.add(accuracy.title(), List.of("estimate", "standard error"));
        table.add("elpd", cells(accuracy.elpd(), accuracy.standardError()));
        table.add("effective parameters", cells(accuracy.effectiveParameters(), accuracy.effectiveParametersError()));
        table.add("−2 elpd", cells(accuracy.informationCriterion(), 2 * accuracy.standardError()));
        StringBuilder text = new StringBuilder(table.text());
        accuracy.warnings().forEach(warning -> text.append("  ").append(warning).append('\n'));
        return text.toString();
    }

    private static List<String> cells(double estimate, double error) {
        return List.of(String.format(Locale.ROOT, "%.2f", estimate), String.format(Locale.ROOT, "%.2f", error));
    }
}
