package org.platen.dsl.model;

import java.util.Map;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Model.Fixed;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * What is checked when a variable is held at a value.
 *
 * @param model its model
 * @param variable the variable
 * @param value where it is held
 * @param verb "condition on" or "intervene on"
 */
record FixedChecks(Model model, RandomVariable variable, Expr value, String verb) {

    void check(Map<RandomVariable, Fixed> fixed) {
        checkValue();
        checkAcyclic(fixed);
    }

    /** All but whether it would make a cycle. */
    void checkValue() {
        checkShape();
        checkPlates();
        checkSymbols();
        if (value instanceof Constant constant) {
            checkInSupport(constant);
        }
    }

    private void checkShape() {
        Shape shape = Shape.elementwise(variable.shape(), value.shape(), () -> verb + " '" + variable.name() + "'");
        ModelException.require(
                shape.rank() == variable.shape().rank(),
                "cannot %s '%s': it has event shape %s, but the value %s has event shape %s",
                verb,
                variable.name(),
                variable.shape(),
                value,
                value.shape());
    }

    private void checkPlates() {
        ModelException.require(
                variable.axes().containsAll(value.axes()),
                "cannot %s '%s': it lives in %s, but the value %s varies over %s",
                verb,
                variable.name(),
                variable.axes(),
                value,
                value.axes());
    }

    private void checkSymbols() {
        for (Symbol symbol : value.symbols()) {
            ModelException.require(
                    symbol instanceof Variable && model.variables().contains(symbol),
                    "cannot %s '%s' at %s: '%s' is not a variable of model '%s'. Read its variables with model.get(\"%s\").",
                    verb,
                    variable.name(),
                    value,
                    symbol.name(),
                    model.name(),
                    symbol.name());
        }
    }

    private void checkAcyclic(Map<RandomVariable, Fixed> fixed) {
        for (Symbol symbol : value.symbols()) {
            ModelException.require(
                    !Dependencies.dependsOn((Variable) symbol, variable, fixed),
                    "cannot %s '%s' at %s: '%s' depends on '%s', which would make a cycle",
                    verb,
                    variable.name(),
                    value,
                    symbol.name(),
                    variable.name());
        }
    }

    private void checkInSupport(Constant constant) {
        Support support = variable.distribution().support();
        Bounds bounds = support.bounds();
        for (double entry : constant.values()) {
            ModelException.require(
                    bounds.lower() <= entry
                            && entry <= bounds.upper()
                            && (!support.isDiscrete() || entry == Math.rint(entry)),
                    "cannot %s '%s' at %s: %s takes %s from %s to %s",
                    verb,
                    variable.name(),
                    value,
                    variable.distribution().family(),
                    support.isDiscrete() ? "whole numbers" : "numbers",
                    Constant.of(bounds.lower()),
                    Constant.of(bounds.upper()));
        }
    }
}
