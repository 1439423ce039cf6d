package org.platen.inference.mcmc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.platen.dsl.model.Variable;
import org.platen.inference.fit.ElementNames;
import org.platen.inference.fit.TextTable;
import org.platen.inference.posterior.Draws;
import org.platen.inference.posterior.Marginal;

/** The table that {@link NutsFit#summary} prints. */
final class NutsSummary {

    private static final int MOST_LINES = 60;

    private NutsSummary() {}

    static String of(NutsFit fit) {
        TextTable lines = new TextTable();
        List<SamplerStatistics> chains = fit.statistics();
        line(lines, "draws", fit.draws().chains() + " chains × " + fit.draws().perChain());
        line(lines, "stopped", fit.stoppingReason());
        line(lines, "seconds", TextTable.number(fit.elapsed().toNanos() * 1e-9));
        line(lines, "divergences", Integer.toString(fit.divergences()));
        line(lines, "step size", each(chains.stream().mapToDouble(SamplerStatistics::stepSize)));
        line(lines, "acceptance", each(chains.stream().mapToDouble(SamplerStatistics::meanAcceptance)));
        line(lines, "steps a draw", each(chains.stream().mapToDouble(SamplerStatistics::meanSteps)));
        line(lines, "E-BFMI", each(chains.stream().mapToDouble(SamplerStatistics::energyFraction)));
        if (!fit.summedOut().isEmpty()) {
            line(lines, "summed out", String.join(", ", fit.summedOut()));
        }
        String warnings = fit.warnings().stream()
                .map(warning -> "Warning: " + warning + "\n")
                .collect(Collectors.joining());
        return "NUTS fit of '" + fit.model().name() + "'\n" + lines.text() + (warnings.isEmpty() ? "" : "\n" + warnings)
                + "\nPosterior\n" + posterior(fit);
    }

    private static void line(TextTable lines, String label, String text) {
        lines.add(label, List.of(), text);
    }

    private static String each(DoubleStream values) {
        return values.mapToObj(value -> String.format(Locale.ROOT, "%.3g", value))
                .collect(Collectors.joining(", "));
    }

    private static String posterior(NutsFit fit) {
        TextTable table = new TextTable();
        table.add("", List.of("mean", "sd", "5 %", "50 %", "95 %", "R-hat", "ESS bulk", "ESS tail"));
        Variable variable = null;
        List<double[]> columns = List.of();
        for (ChainConvergence one : fit.convergence()) {
            int entry = one.column().entry();
            if (one.column().variable() != variable) {
                variable = one.column().variable();
                columns = columns(fit.posterior().get(variable));
            }
            if (entry < MOST_LINES) {
                List<String> cells = new ArrayList<>(columns.stream()
                        .map(column -> TextTable.number(column[entry]))
                        .toList());
                cells.add(String.format(Locale.ROOT, "%.3f", one.rHat()));
                cells.add(String.format(Locale.ROOT, "%.0f", one.bulkSize()));
                cells.add(String.format(Locale.ROOT, "%.0f", one.tailSize()));
                table.add(name(fit, one.column()), cells);
            } else if (entry == MOST_LINES) {
                table.add(variable.name(), List.of("… " + columns.get(0).length + " in all"));
            }
        }
        return table.text();
    }

    private static String name(NutsFit fit, Draws.Column column) {
        Variable variable = column.variable();
        return ElementNames.of(variable, fit.labels()).of(fit.draws().dims(variable), column.entry());
    }

    private static List<double[]> columns(Marginal marginal) {
        return List.of(
                marginal.mean().values(),
                marginal.standardDeviation().values(),
                marginal.quantile(0.05).values(),
                marginal.median().values(),
                marginal.quantile(0.95).values());
    }
}
