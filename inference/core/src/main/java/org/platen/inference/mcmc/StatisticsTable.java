package org.platen.inference.mcmc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.platen.inference.fit.Tensor;

/** The statistics of all chains under the names of ArviZ's schema, with axes {@code chain} and {@code draw}. */
final class StatisticsTable {

    private StatisticsTable() {}

    static Map<String, Tensor> of(List<SamplerStatistics> chains) {
        Map<String, Tensor> table = new LinkedHashMap<>();
        table.put("lp", tensor(chains, (chain, draw) -> chain.logDensity()[draw]));
        table.put("energy", tensor(chains, (chain, draw) -> chain.energy()[draw]));
        table.put("acceptance_rate", tensor(chains, (chain, draw) -> chain.acceptance()[draw]));
        table.put("tree_depth", tensor(chains, (chain, draw) -> chain.depth()[draw]));
        table.put("n_steps", tensor(chains, (chain, draw) -> chain.steps()[draw]));
        table.put("diverging", tensor(chains, (chain, draw) -> chain.divergent()[draw] ? 1 : 0));
        table.put("step_size", tensor(chains, (chain, draw) -> chain.stepSize()));
        return table;
    }

    private static Tensor tensor(
            List<SamplerStatistics> chains, ToDoubleBiFunction<SamplerStatistics, Integer> statistic) {
        int draws = chains.get(0).energy().length;
        double[] values = new double[chains.size() * draws];
        for (int i = 0; i < values.length; i++) {
            values[i] = statistic.applyAsDouble(chains.get(i / draws), i % draws);
        }
        return new Tensor(values, List.of("chain", "draw"), List.of(chains.size(), draws));
    }
}
