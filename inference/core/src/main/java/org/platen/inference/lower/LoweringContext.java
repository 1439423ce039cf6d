package org.platen.inference.lower;

import java.util.Map;
import java.util.Set;
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
 */
record LoweringContext(
        Scope scope, Layout layout, Model model, Set<RandomVariable> enumerated, Map<String, Constant> rowConstants) {}
