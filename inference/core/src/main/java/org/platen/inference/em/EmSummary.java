package org.platen.inference.em;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.fit.TextTable;
import org.platen.inference.lower.Roles;

/** The table that {@link EmFit#summary} prints. */
final class EmSummary {

    private EmSummary() {}

    static String of(EmFit fit, Roles roles, List<EmRun> runs) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("log-likelihood", TextTable.number(fit.logLikelihood()));
        if (fit.logPrior() != 0) {
            lines.put("log prior", TextTable.number(fit.logPrior()));
        }
        lines.put("observations", Integer.toString(fit.observations()));
        fit.reduction().ifPresent(fewer -> lines.put("data", fewer));
        int rotations = fit.rotations();
        lines.put(
                "free parameters",
                fit.freeParameters() + (rotations == 0 ? "" : ", " + rotations + " rotations of loadings not counted"));
        lines.put("AIC", TextTable.number(fit.aic()));
        lines.put("BIC", TextTable.number(fit.bic()));
        if (!roles.enumeratedLatents().isEmpty()) {
            lines.put("ICL", TextTable.number(fit.icl()));
        }
        lines.put("iterations", Integer.toString(fit.iterations()));
        lines.put("stopped", fit.stoppingReason());
        lines.put("starts", starts(runs));
        lines.put("summed out", names(roles.enumerated()));
        if (!roles.integrated().isEmpty()) {
            lines.put("integrated out", names(roles.integrated()));
        }
        fit.updates().forEach((name, rule) -> lines.put("M-step of " + name, rule));
        List<Parameter> unused = fit.model().parameters().stream()
                .filter(parameter -> !roles.estimated().contains(parameter))
                .toList();
        if (!unused.isEmpty()) {
            lines.put(
                    "not estimated",
                    unused.stream().map(Variable::name).collect(Collectors.joining(", "))
                            + ": nothing that is observed depends on it");
        }
        EstimateTable estimates = new EstimateTable();
        for (Variable variable : roles.estimated()) {
            estimates.add(variable, fit.estimate(variable), fit.labels());
        }
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        String text = lines.entrySet().stream()
                .map(line -> "  " + TextTable.padded(line.getKey(), -width) + "  " + line.getValue() + "\n")
                .collect(
                        Collectors.joining("", "Exact EM fit of '" + fit.model().name() + "'\n", ""));
        return roles.estimated().isEmpty() ? text : text + "\nEstimates\n" + estimates.text();
    }

    private static String names(Set<RandomVariable> variables) {
        return variables.isEmpty()
                ? "nothing"
                : variables.stream()
                        .map(variable -> variable.name() + (variable.isObserved() ? " (missing values)" : ""))
                        .collect(Collectors.joining(", "));
    }

    private static String starts(List<EmRun> runs) {
        if (runs.size() == 1) {
            return "1";
        }
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
}
