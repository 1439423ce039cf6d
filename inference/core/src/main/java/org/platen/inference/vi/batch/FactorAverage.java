package org.platen.inference.vi.batch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.vi.conjugate.VariationalFactor;

/** The average of factors over steps, of their natural parameters. */
final class FactorAverage {

    private final Map<RandomVariable, double[][]> sums = new LinkedHashMap<>();
    private int count;

    void add(Map<RandomVariable, VariationalFactor> factors) {
        factors.forEach((variable, factor) -> {
            double[][] natural = Arrays.stream(factor.parameters())
                    .map(factor.family()::natural)
                    .toArray(double[][]::new);
            sums.merge(variable, natural, (sum, more) -> {
                for (int i = 0; i < sum.length; i++) {
                    double[] own = sum[i];
                    double[] term = more[i];
                    Arrays.setAll(own, j -> own[j] + term[j]);
                }
                return sum;
            });
        });
        count++;
    }

    void forget() {
        sums.clear();
        count = 0;
    }

    /** The average, or {@code now} when there is none. */
    Map<RandomVariable, VariationalFactor> of(Map<RandomVariable, VariationalFactor> now) {
        Map<RandomVariable, VariationalFactor> averages = new LinkedHashMap<>(now);
        averages.replaceAll((variable, factor) -> {
            double[][] sum = sums.get(variable);
            return sum == null
                    ? factor
                    : new VariationalFactor(
                            variable,
                            factor.family(),
                            Arrays.stream(sum)
                                    .map(each -> Arrays.stream(each)
                                            .map(value -> value / count)
                                            .toArray())
                                    .map(factor.family()::parameters)
                                    .toArray(double[][]::new));
        });
        return averages;
    }

    void save(Saved to) {
        to.put("factors summed", count);
        sums.forEach((variable, sum) -> to.put("sum of factor " + variable.name(), sum));
    }

    void restore(Saved from, List<RandomVariable> variables) {
        count = from.count("factors summed");
        for (RandomVariable variable : variables) {
            String name = "sum of factor " + variable.name();
            if (from.has(name)) {
                sums.put(variable, from.rows(name));
            }
        }
    }
}
