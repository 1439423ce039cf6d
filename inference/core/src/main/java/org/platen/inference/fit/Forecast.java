package org.platen.inference.fit;

import java.util.ArrayList;
import java.util.List;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;
import org.platen.inference.lower.Domains;

/** States after the end of the data: their posterior at further instants, at which everything is missing. */
record Forecast(Evaluation at, RandomVariable states, int instants, Binding longer) {

    static Forecast of(Evaluation at, RandomVariable states, int instants) {
        Plate chain = ((Markov) states.distribution()).chain();
        for (Variable estimated : at.roles().estimated()) {
            ModelException.require(
                    !estimated.plates().contains(chain),
                    "'%s' was estimated for every instant of '%s' and has no value after the last, so there is no forecast",
                    estimated.name(),
                    chain.name());
        }
        Binding data = at.layout().binding();
        return new Forecast(at, states, instants, Binding.of(at.model(), data.extended(chain, instants)));
    }

    /** @param all probabilities at all instants, the further ones among them */
    Tensor of(Tensor all) {
        Plate chain = ((Markov) states.distribution()).chain();
        Binding data = at.layout().binding();
        int longest = data.size(chain) + instants;
        int values = Domains.size(states);
        int series = all.values().length / (longest * values);
        double[] flat = all.values();
        double[] further = new double[series * instants * values];
        for (int i = 0; i < series; i++) {
            int row = i;
            int end = data.lengths(chain).map(lengths -> lengths.of(row)).orElse(data.size(chain));
            System.arraycopy(flat, (i * longest + end) * values, further, i * instants * values, instants * values);
        }
        List<Integer> dims = new ArrayList<>(all.dims());
        dims.set(dims.size() - 2, instants);
        return new Tensor(further, all.axes(), dims);
    }
}
