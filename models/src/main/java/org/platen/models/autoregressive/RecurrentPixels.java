package org.platen.models.autoregressive;

import static org.platen.dsl.distribution.Distributions.bernoulliLogits;
import static org.platen.dsl.expr.Expressions.concatenate;
import static org.platen.dsl.expr.Expressions.zeros;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.dsl.shape.Shape;
import org.platen.models.data.SmallImages;
import org.platen.models.zoo.Example;

/** Recurrent conditionals: a state sums up all entries so far (Stanford CS 236 notes, "Autoregressive models"; van den Oord, Kalchbrenner and Kavukcuoglu 2016). */
public final class RecurrentPixels {

    private RecurrentPixels() {}

    /**
     * Gated recurrent units (Cho et al. 2014) along the entries; the state before an entry gives its logit.
     *
     * <pre>{@code
     * recurrent-pixels: row
     * units  = network of 9 × 1: gru 8; 264 parameters
     * weight = parameter, real vector of 8
     * bias   = parameter, real
     * x[row] ~ Bernoulli(logits = units([zeros(1), earlier x[0..7]]) @ weight + bias)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val recurrent = model("recurrent-pixels") {
     *     val units = network("units", Shape.of(size, 1)) { gru(hidden) }
     *     val weight by parameter(real(hidden))
     *     val bias by parameter(real())
     *     val row = plate("row")
     *     val x by row.autoregressive(size) { earlier ->
     *         val shifted = concatenate(zeros(1), earlier[0..size - 2]).reshaped(size, 1)
     *         bernoulli(logits = units(shifted).matmul(weight) + bias)
     *     }
     * }
     * }</pre>
     *
     * @param size number of entries, at least 2
     * @param hidden length of a state
     */
    public static Model gated(int size, int hidden) {
        return Model.declare("recurrent-pixels", m -> {
            var units = m.network("units", Shape.of(size, 1), net -> net.gru(hidden));
            var weight = m.parameter("weight", Space.real(hidden));
            var bias = m.parameter("bias", Space.real());
            var row = m.plate("row");
            m.autoregressive("x", row, Shape.of(size), earlier -> {
                var shifted = concatenate(zeros(1), earlier.slice(0, size - 1)).reshaped(size, 1);
                return bernoulliLogits(units.of(shifted).dot(weight).plus(bias));
            });
        });
    }

    static Example gatedExample() {
        return Example.of(gated(9, 8)).with("x", SmallImages.barsAndStripes(1000, 3, 1));
    }
}
