package org.platen.inference.tensorflow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.platen.dsl.model.Variable;
import org.platen.inference.fit.Fit;
import org.platen.inference.fit.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** What was fitted as constants of a graph: each variable once, whichever functions use it. */
final class ExportedValues {

    private final Fit fit;
    private final Precision precision;
    private final Emitter emitter;
    private final Map<Variable, Operand<TNumber>> constants = new LinkedHashMap<>();

    ExportedValues(Fit fit, Precision precision, Ops tf) {
        this.fit = fit;
        this.precision = precision;
        this.emitter = new Emitter(tf, precision, tf.constant(1));
    }

    Operand<TNumber> of(Variable variable) {
        return constants.computeIfAbsent(variable, one -> {
            Tensor estimate = fit.estimate(one);
            return emitter.literal(estimate.values(), estimate.dims());
        });
    }

    /** Of all numbers. */
    Precision precision() {
        return precision;
    }
}
