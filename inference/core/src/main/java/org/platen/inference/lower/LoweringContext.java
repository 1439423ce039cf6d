package org.platen.inference.lower;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;

/**
 * What all lowerings of one graph have in common.
 *
 * @param scope arithmetic of labelled values
 * @param layout which plate's elements are rows
 * @param model whose variables are lowered
 * @param enumerated discrete variables that stand for all their values at once
 * @param rowConstants collects constants over the blocked plate, by the name of the input they become
 * @param training what networks are while they are trained, or null where they are not
 */
record LoweringContext(
        Scope scope,
        Layout layout,
        Model model,
        Set<RandomVariable> enumerated,
        Map<String, Constant> rowConstants,
        @Nullable NetworkTraining training) {

    LoweringContext in(NetworkTraining other) {
        return new LoweringContext(scope, layout, model, enumerated, rowConstants, other);
    }
}
