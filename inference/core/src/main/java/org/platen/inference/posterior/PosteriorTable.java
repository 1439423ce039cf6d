package org.platen.inference.posterior;

import java.util.List;
import org.platen.dsl.model.Variable;
import org.platen.inference.fit.ElementNames;
import org.platen.inference.fit.Tensor;
import org.platen.inference.fit.TextTable;

/** The marginals of a posterior as a table: mean, standard deviation and quantiles of every number. */
public final class PosteriorTable {

    private static final int MOST_LINES = 60;

    private PosteriorTable() {}

    /** A line for each number of each variable that was drawn; of variables with very many, the first. Each line ends with a line feed. */
    public static String of(JointPosterior posterior) {
        TextTable table = new TextTable();
        table.add("", List.of("mean", "sd", "5 %", "50 %", "95 %"));
        for (Variable variable : posterior.draws().variables()) {
            Marginal marginal = posterior.get(variable);
            List<Tensor> columns = List.of(
                    marginal.mean(),
                    marginal.standardDeviation(),
                    marginal.quantile(0.05),
                    marginal.median(),
                    marginal.quantile(0.95));
            List<double[]> values = columns.stream().map(Tensor::values).toList();
            int entries = values.get(0).length;
            ElementNames names = ElementNames.of(variable, posterior.binding().labels());
            List<Integer> dims = posterior.draws().dims(variable);
            for (int i = 0; i < Math.min(entries, MOST_LINES); i++) {
                int entry = i;
                table.add(
                        names.of(dims, entry),
                        values.stream()
                                .map(each -> TextTable.number(each[entry]))
                                .toList());
            }
            if (entries > MOST_LINES) {
                table.add(variable.name(), List.of("… " + entries + " in all"));
            }
        }
        return table.text();
    }
}
