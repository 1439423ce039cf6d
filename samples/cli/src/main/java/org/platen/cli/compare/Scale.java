package org.platen.cli.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.platen.inference.fit.TextTable;

/**
 * Fits that can be compared with each other.
 *
 * @param title what they are compared by
 * @param judged the fits, those that predict best first where there is such an order
 * @param measures the columns
 * @param by the measure that the best is chosen by
 */
record Scale(String title, List<Judged> judged, List<Measure> measures, Measure by) {

    /** The best, the first of equals, where one has a value. */
    Optional<Judged> best() {
        return best(by);
    }

    private Optional<Judged> best(Measure measure) {
        Judged best = null;
        for (Judged one : judged) {
            double value = one.value(measure.name());
            double least = best == null ? Double.NaN : best.value(measure.name());
            boolean better = switch (measure.best()) {
                case LARGEST -> best == null || value > least;
                case SMALLEST -> best == null || value < least;
                case NONE -> false;
            };
            best = better && !Double.isNaN(value) ? one : best;
        }
        return Optional.ofNullable(best);
    }

    /** Lines of an aligned table, the best of each measure marked by an asterisk; then the choice, and the remarks. */
    String text() {
        List<Measure> shown = measures.stream()
                .filter(measure -> judged.stream().anyMatch(one -> !Double.isNaN(one.value(measure.name()))))
                .toList();
        TextTable table = new TextTable();
        table.add("", shown.stream().map(measure -> measure.title() + " ").toList());
        for (Judged one : judged) {
            table.add(
                    one.name(),
                    shown.stream().map(measure -> cell(one, measure)).toList(),
                    one.engine());
        }
        StringBuilder text = new StringBuilder(title).append('\n').append(table.text());
        if (judged.size() > 1) {
            best().ifPresent(best -> text.append("Best by ")
                    .append(by.title())
                    .append(": ")
                    .append(best.name())
                    .append('\n'));
        }
        Map<String, List<String>> remarks = new LinkedHashMap<>();
        judged.forEach(one -> one.remarks()
                .forEach(remark -> remarks.computeIfAbsent(remark, none -> new ArrayList<>())
                        .add(one.name())));
        remarks.forEach((remark, names) -> text.append(String.join(", ", names))
                .append(": ")
                .append(remark)
                .append('\n'));
        return text.toString();
    }

    private String cell(Judged one, Measure measure) {
        double value = one.value(measure.name());
        double error = one.value(measure.error());
        if (Double.isNaN(value)) {
            return "- ";
        }
        String mark = best(measure).filter(best -> best == one).isPresent() ? "*" : " ";
        return number(value, measure) + (Double.isNaN(error) ? "" : " ± " + number(error, measure)) + mark;
    }

    private static String number(double value, Measure measure) {
        return String.format(Locale.ROOT, "%." + measure.decimals() + "f", value);
    }

    /** For machines. */
    List<Map<String, Object>> report() {
        List<Map<String, Object>> report = new ArrayList<>();
        for (Judged one : judged) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("name", one.name());
            properties.put("engine", one.engine());
            properties.putAll(one.numbers());
            properties.put("remarks", one.remarks());
            report.add(properties);
        }
        return report;
    }
}
