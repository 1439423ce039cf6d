package org.platen.inference.em;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.fit.Tensor;
import org.platen.inference.lower.Roles;

/** The table that {@link EmFit#summary} prints. */
final class EmSummary {

    private static final int MOST_ENTRIES = 60;

    private EmSummary() {}

    static String of(EmFit fit, Roles roles, List<EmRun> runs) {
        List<String[]> lines = new ArrayList<>();
        lines.add(new String[] {"log-likelihood", number(fit.logLikelihood())});
        if (fit.logPrior() != 0) {
            lines.add(new String[] {"log prior", number(fit.logPrior())});
        }
        lines.add(new String[] {"observations", Integer.toString(fit.observations())});
        lines.add(new String[] {"free parameters", Integer.toString(fit.freeParameters())});
        lines.add(new String[] {"AIC", number(fit.aic())});
        lines.add(new String[] {"BIC", number(fit.bic())});
        if (!roles.enumerated().isEmpty()) {
            lines.add(new String[] {"ICL", number(fit.icl())});
        }
        lines.add(new String[] {"iterations", Integer.toString(fit.iterations())});
        lines.add(new String[] {"stopped", fit.stoppingReason()});
        lines.add(new String[] {"starts", starts(runs)});
        lines.add(new String[] {
            "summed out",
            roles.enumerated().stream().map(RandomVariable::name).toList().toString()
        });
        fit.updates().forEach((name, rule) -> lines.add(new String[] {"M-step of " + name, rule}));
        StringBuilder text = new StringBuilder("Exact EM fit of '" + fit.model().name() + "'\n");
        append(text, lines);
        text.append("\nEstimates\n");
        List<String[]> estimates = new ArrayList<>();
        for (Variable variable : roles.estimated()) {
            estimates.addAll(entries(variable, fit.estimate(variable)));
        }
        append(text, estimates);
        return text.toString();
    }

    private static String starts(List<EmRun> runs) {
        long failed = runs.stream().filter(run -> run.failure() != null).count();
        double best = runs.stream()
                .filter(run -> run.failure() == null)
                .mapToDouble(EmRun::objective)
                .max()
                .orElse(Double.NaN);
        long agreeing = runs.stream()
                .filter(run -> run.failure() == null && best - run.objective() <= 1e-6 * (1 + Math.abs(best)))
                .count();
        return runs.size() + ", " + agreeing + " at the best optimum"
                + (failed > 0 ? ", " + failed + " abandoned" : "");
    }

    private static List<String[]> entries(Variable variable, Tensor estimate) {
        List<String[]> lines = new ArrayList<>();
        int last = estimate.dims().isEmpty()
                ? 1
                : estimate.dims().get(estimate.dims().size() - 1);
        double[] values = estimate.values();
        for (int at = 0; at < values.length && at < MOST_ENTRIES; at += last) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < last && i < MOST_ENTRIES; i++) {
                row.append(String.format(Locale.ROOT, "%12s", number(values[at + i])));
            }
            lines.add(new String[] {variable.name() + position(at / last, estimate.dims()), row.toString()});
        }
        if (values.length > MOST_ENTRIES) {
            lines.add(new String[] {"", "… " + values.length + " entries in all"});
        }
        return lines;
    }

    private static String position(int row, List<Integer> dims) {
        StringBuilder text = new StringBuilder();
        int rest = row;
        for (int i = dims.size() - 2; i >= 0; i--) {
            text.insert(0, "[" + rest % dims.get(i) + "]");
            rest /= dims.get(i);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, List<String[]> lines) {
        int width = lines.stream().mapToInt(line -> line[0].length()).max().orElse(0);
        for (String[] line : lines) {
            text.append("  ")
                    .append(String.format(Locale.ROOT, "%-" + width + "s  %s%n", line[0], line[1])
                            .stripTrailing())
                    .append('\n');
        }
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size != 0 && (size < 1e-3 || size >= 1e7) ? "%.4e" : "%.4f", value);
    }
}
