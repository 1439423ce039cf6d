package org.platen.inference.criticism;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.fit.TextTable;

/** The calibration of every number that was inferred, and a verdict on all of them together. Immutable. */
public final class CalibrationReport {

    private static final double USUAL_ALARM = 0.05;
    private static final double CLEAR_BIAS = 3;
    private static final int MOST_LINES = 30;

    private final String model;
    private final Map<String, Calibration> calibrations;
    private final List<String> failures;

    CalibrationReport(String model, Map<String, Calibration> calibrations, List<String> failures) {
        this.model = model;
        this.calibrations = new LinkedHashMap<>(calibrations);
        this.failures = List.copyOf(failures);
    }

    /** By name and position: {@code mu}, {@code theta[3]}. */
    public Map<String, Calibration> calibrations() {
        return new LinkedHashMap<>(calibrations);
    }

    /**
     * The calibration of one number.
     *
     * @param name with its position: {@code theta[3]}
     */
    public Calibration get(String name) {
        Calibration found = calibrations.get(name);
        ModelException.require(found != null, "'%s' was not inferred; there are %s", name, calibrations.keySet());
        return java.util.Objects.requireNonNull(found);
    }

    /** What stopped the engine at data sets that are left out, one message each. */
    public List<String> failures() {
        return failures;
    }

    /**
     * The numbers whose ranks are not uniform: the χ² test refuses them, or the distribution of ranks leaves its envelope. Probabilities are shared between both tests of all
     * numbers (Bonferroni).
     *
     * @param falseAlarm probability of naming any number although inference is right
     */
    public List<String> suspicious(double falseAlarm) {
        double each = falseAlarm / 2 / calibrations.size();
        EcdfEnvelope envelope = calibrations.values().iterator().next().envelope(1 - each);
        List<String> names = new ArrayList<>();
        calibrations.forEach((name, calibration) -> {
            if (calibration.chiSquareProbability() < each || !envelope.contains(calibration.ecdf())) {
                names.add(name);
            }
        });
        return names;
    }

    /** Whether nothing is {@link #suspicious} at a false alarm in twenty. */
    public boolean isCalibrated() {
        return suspicious(USUAL_ALARM).isEmpty();
    }

    /** The verdict, and a line for each number: the 30 worst, if there are more. */
    public String table() {
        List<String> suspicious = suspicious(USUAL_ALARM);
        Calibration any = calibrations.values().iterator().next();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Calibration of '%s': %d data sets, ranks among %d draws%n",
                model,
                any.replicates(),
                any.draws()));
        text.append(
                suspicious.isEmpty()
                        ? "  calibrated: ranks of all numbers are uniform\n"
                        : "  NOT calibrated: ranks of " + suspicious.size() + " of " + calibrations.size()
                                + " numbers are not uniform\n");
        if (!failures.isEmpty()) {
            text.append("  ")
                    .append(failures.size())
                    .append(" data sets could not be fitted and are left out, the first: ");
            text.append(failures.get(0)).append('\n');
        }
        TextTable table = new TextTable();
        table.add("", List.of("bias", "χ² probability", "coverage of 50 %", "of 90 %"));
        calibrations.entrySet().stream()
                .sorted(calibrations.size() <= MOST_LINES ? (a, b) -> 0 : worstFirst())
                .limit(MOST_LINES)
                .forEach(entry -> table.add(
                        entry.getKey(),
                        cells(entry.getValue()),
                        suspicious.contains(entry.getKey()) ? diagnosis(entry.getValue()) : ""));
        return text.append(table.text()).toString();
    }

    private static Comparator<Map.Entry<String, Calibration>> worstFirst() {
        return Comparator.comparingDouble(entry -> entry.getValue().chiSquareProbability());
    }

    private static List<String> cells(Calibration calibration) {
        return List.of(
                String.format(Locale.ROOT, "%.1f", calibration.bias()),
                String.format(Locale.ROOT, "%.2g", calibration.chiSquareProbability()),
                String.format(Locale.ROOT, "%.3f", calibration.coverage(0.5).found()),
                String.format(Locale.ROOT, "%.3f", calibration.coverage(0.9).found()));
    }

    private static String diagnosis(Calibration calibration) {
        List<String> found = new ArrayList<>();
        if (Math.abs(calibration.bias()) > CLEAR_BIAS) {
            found.add(calibration.bias() < 0 ? "estimates too high" : "estimates too low");
        }
        if (calibration.coverage(0.5).isTooLow() || calibration.coverage(0.9).isTooLow()) {
            found.add("posterior too narrow");
        } else if (calibration.coverage(0.5).isTooHigh()
                || calibration.coverage(0.9).isTooHigh()) {
            found.add("posterior too wide");
        }
        return found.isEmpty() ? "not uniform" : String.join(", ", found);
    }

    @Override
    public String toString() {
        return table();
    }
}
