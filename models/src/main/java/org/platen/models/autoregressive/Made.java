package org.platen.models.autoregressive;

import static org.platen.dsl.distribution.Distributions.bernoulliLogits;
import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.tanh;
import static org.platen.dsl.network.Activation.TANH;

import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.dsl.network.Masks;
import org.platen.dsl.shape.Shape;
import org.platen.models.data.SmallImages;
import org.platen.models.zoo.Example;

/** Masked autoencoders for distribution estimation (Germain et al. 2015): one network gives the logits of all entries, and masks keep each from reading later ones. */
public final class Made {

    private Made() {}

    /**
     * One hidden layer, and direct connections from earlier entries (equation 14), in the order of the entries.
     *
     * <pre>{@code
     * made: row
     * deep   = network of 9: masked dense 24, tanh, masked dense 9; 465 parameters
     * direct = network of 9: masked dense 9; 90 parameters
     * x[row] ~ Bernoulli(logits = deep(earlier x) + direct(earlier x))  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val made = model("made") {
     *     val masks = Masks.made(IntArray(size) { it }, intArrayOf(hidden), 1)
     *     val deep = network("deep", size) {
     *         masks.hidden().forEach { maskedDense(it, tanh) }
     *         maskedDense(masks.output())
     *     }
     *     val direct = network("direct", size) { maskedDense(masks.direct()) }
     *     val row = plate("row")
     *     val x by row.autoregressive(size) { earlier -> bernoulli(logits = deep(earlier) + direct(earlier)) }
     * }
     * }</pre>
     *
     * @param size number of entries, at least 2
     * @param hidden units of the hidden layer
     */
    public static Model natural(int size, int hidden) {
        return Model.declare("made", m -> {
            var masks = Masks.made(IntStream.range(0, size).toArray(), new int[] {hidden}, 1);
            var deep = m.network("deep", size, net -> {
                masks.hidden().forEach(mask -> net.maskedDense(mask).activation(TANH));
                net.maskedDense(masks.output());
            });
            var direct = m.network("direct", size, net -> net.maskedDense(masks.direct()));
            var row = m.plate("row");
            m.autoregressive(
                    "x",
                    row,
                    Shape.of(size),
                    earlier -> bernoulliLogits(deep.of(earlier).plus(direct.of(earlier))));
        });
    }

    /**
     * The same weights under the masks of two orders, forwards and backwards (section 4.2): each is a distribution of its own, {@code forwards} draws and completes from the
     * first entry on, {@code backwards} from the last. Bind the same rows to both.
     *
     * <pre>{@code
     * made-two-orders: row
     * net            = network of 9: dense 32, tanh, dense 9; 617 parameters
     * forwards[row]  ~ Bernoulli(logits = net.dense2.weight * [0, 0, 0, 0, 0, 0, 0, 0, 0, …] @ tanh(net.dense1.weight * [1, 1, 1, 1, 1, 1, 0, 0, 0, …] @ earlier forwards + net.dense1.bias) + net.dense2.bias)  (observed)
     * backwards[row] ~ Bernoulli(logits = net.dense2.weight * [1, 1, 1, 1, 1, 1, 1, 1, 1, …] @ tanh(net.dense1.weight * [0, 0, 0, 1, 1, 1, 1, 1, 1, …] @ earlier backwards + net.dense1.bias) + net.dense2.bias)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val made = model("made-two-orders") {
     *     val net = network("net", size) {
     *         dense(hidden, tanh)
     *         dense(size)
     *     }
     *     val row = plate("row")
     *     for (name in listOf("forwards", "backwards")) {
     *         val order = IntArray(size) { if (name == "forwards") it else size - 1 - it }
     *         val masks = Masks.made(order, intArrayOf(hidden), 1)
     *         val w = net.weights()
     *         row.autoregressive(name, size) { earlier ->
     *             val inner = w.getValue("dense1.weight") * Expressions.constant(masks.hidden()[0])
     *             val outer = w.getValue("dense2.weight") * Expressions.constant(masks.output())
     *             val units = tanh(inner.matmul(earlier) + w.getValue("dense1.bias"))
     *             bernoulli(logits = outer.matmul(units) + w.getValue("dense2.bias"))
     *         }
     *     }
     * }
     * }</pre>
     *
     * @param size number of entries, at least 2
     * @param hidden units of the hidden layer
     */
    public static Model twoOrders(int size, int hidden) {
        return Model.declare("made-two-orders", m -> {
            var net =
                    m.network("net", size, layers -> layers.dense(hidden, TANH).dense(size));
            var row = m.plate("row");
            for (String name : new String[] {"forwards", "backwards"}) {
                int[] order = IntStream.range(0, size)
                        .map(i -> name.equals("forwards") ? i : size - 1 - i)
                        .toArray();
                var masks = Masks.made(order, new int[] {hidden}, 1);
                var w = net.weights();
                m.autoregressive(name, row, Shape.of(size), earlier -> {
                    var inner =
                            w.get("dense1.weight").times(constant(masks.hidden().get(0)));
                    var outer = w.get("dense2.weight").times(constant(masks.output()));
                    var units = tanh(inner.dot(earlier).plus(w.get("dense1.bias")));
                    return bernoulliLogits(outer.dot(units).plus(w.get("dense2.bias")));
                });
            }
        });
    }

    /**
     * Any order and any hidden layers, with direct connections or without.
     *
     * @param order the place of each entry, a permutation that counts from 0
     * @param hidden units of each hidden layer
     * @param direct whether logits read earlier entries directly too
     * @param seed of the masks
     */
    public static Model ordered(String name, int[] order, int[] hidden, boolean direct, long seed) {
        return Model.declare(name, m -> {
            var masks = Masks.made(order, hidden, seed);
            var deep = m.network("deep", order.length, net -> {
                masks.hidden().forEach(mask -> net.maskedDense(mask).activation(TANH));
                net.maskedDense(masks.output());
            });
            var shortcut = direct ? m.network("direct", order.length, net -> net.maskedDense(masks.direct())) : null;
            m.autoregressive("x", m.plate("row"), Shape.of(order.length), earlier -> {
                var logits = deep.of(earlier);
                return bernoulliLogits(shortcut == null ? logits : logits.plus(shortcut.of(earlier)));
            });
        });
    }

    static Example naturalExample() {
        return Example.of(natural(9, 24)).with("x", SmallImages.barsAndStripes(1000, 3, 1));
    }

    static Example twoOrdersExample() {
        double[][] images = SmallImages.barsAndStripes(1000, 3, 1);
        return Example.of(twoOrders(9, 32)).with("forwards", images).with("backwards", images);
    }
}
