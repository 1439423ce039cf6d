package org.platen.inference.em.rule;

import java.util.List;
import java.util.Optional;
import org.platen.dsl.expr.Expr;
import org.platen.inference.lower.Scope;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;
import org.platen.inference.op.BinaryRule;

/**
 * The factors of a variance: known ones that differ from element to element count as a weight, the others are values of the cells.
 *
 * @param inCells powers of what the cells tell apart
 * @param known powers of known standard errors, numbers of trials and the like
 */
record SpreadFactors(List<PowerForm.Power> inCells, List<PowerForm.Power> known) {

    /** The factors of all of a variance. */
    static SpreadFactors of(Gaussian gaussian, Workbench workbench) {
        return of(
                PowerForm.factors(
                        gaussian.spread(),
                        gaussian.isVariance() ? 1 : 2,
                        part -> Read.of(part).isPresent() || !workbench.dependsOnEstimated(part)),
                workbench);
    }

    /** Some factors sorted. */
    static SpreadFactors of(List<PowerForm.Power> factors, Workbench workbench) {
        return new SpreadFactors(
                factors.stream().filter(f -> !isKnown(f.base(), workbench)).toList(),
                factors.stream().filter(f -> isKnown(f.base(), workbench)).toList());
    }

    private static boolean isKnown(Expr expr, Workbench workbench) {
        if (workbench.dependsOnEstimated(expr)) {
            return false;
        }
        Value value = workbench.value(expr);
        return value.node().type().rows() || !value.labels().isEmpty();
    }

    /** What the cells are to tell apart. */
    List<Expr> expressions() {
        return inCells.stream().map(PowerForm.Power::base).toList();
    }

    /** A weight over the known factors. */
    Value weighted(Value weight, Term term, Workbench workbench) {
        Scope scope = workbench.scope();
        Value weighted = weight;
        for (PowerForm.Power factor : known) {
            Value base = workbench
                    .quantity(term, lowering -> lowering.lower(factor.base()))
                    .mean();
            weighted = scope.times(weighted, scope.binary(BinaryRule.POWER, base, scope.number(-factor.exponent())));
        }
        return weighted;
    }

    /** The other factors' product in some cells. */
    Optional<List<PowerForm.SpreadPower>> in(Cell cell, Workbench workbench) {
        return PowerForm.coefficient(inCells, cell, workbench);
    }
}
