package org.platen.models.autoregressive;

import static org.platen.dsl.distribution.Distributions.bernoulliLogits;

import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.dsl.network.Masks;
import org.platen.dsl.shape.Shape;
import org.platen.models.data.SmallImages;
import org.platen.models.zoo.Example;

/** Logistic conditionals (Frey 1998, "Graphical models for machine learning and digital communication"; Stanford CS 236 notes, "Autoregressive models"). */
public final class SigmoidBeliefNetwork {

    private SigmoidBeliefNetwork() {}

    /**
     * A fully visible sigmoid belief network: each binary entry is a logistic regression on those before it, n (n + 1) / 2 numbers in all.
     *
     * <pre>{@code
     * sigmoid-belief-network: row
     * logits = network of 9: masked dense 9; 90 parameters
     * x[row] ~ Bernoulli(logits = logits(earlier x))  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val fvsbn = model("sigmoid-belief-network") {
     *     val masks = Masks.made(IntArray(size) { it }, intArrayOf(1), 1)
     *     val logits = network("logits", size) { maskedDense(masks.direct()) }
     *     val row = plate("row")
     *     val x by row.autoregressive(size) { earlier -> bernoulli(logits = logits(earlier)) }
     * }
     * }</pre>
     *
     * @param size number of entries, at least 2
     */
    public static Model fullyVisible(int size) {
        return Model.declare("sigmoid-belief-network", m -> {
            var masks = Masks.made(IntStream.range(0, size).toArray(), new int[] {1}, 1);
            var logits = m.network("logits", size, net -> net.maskedDense(masks.direct()));
            var row = m.plate("row");
            m.autoregressive("x", row, Shape.of(size), earlier -> bernoulliLogits(logits.of(earlier)));
        });
    }

    static Example fullyVisibleExample() {
        return Example.of(fullyVisible(9)).with("x", SmallImages.barsAndStripes(1000, 3, 1));
    }
}
