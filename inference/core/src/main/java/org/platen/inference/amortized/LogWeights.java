package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.lower.Elimination;
import org.platen.inference.lower.Factor;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Scope;
import org.platen.inference.lower.Value;
import org.platen.inference.op.UnaryRule;
import org.platen.inference.program.Node;

/**
 * log p(x, z) − log q(z | x) of every draw, discrete variables summed out: the log weights of importance sampling, whose mean weight is an unbiased estimate of the
 * evidence.
 *
 * @param ofRows for each row its own part, with a dimension of draws where there are several; null without rows
 * @param ofAll the part of what has no rows; one number
 */
record LogWeights(@Nullable Node ofRows, Node ofAll) {

    static LogWeights of(Joint joint, Approximations approximations) {
        List<Factor> local = new ArrayList<>();
        List<Factor> global = new ArrayList<>();
        for (Factor factor : joint.factors(approximations.lowering())) {
            (joint.layout().hasRows(factor.axes()) ? local : global).add(factor);
        }
        Scope scope = joint.scope();
        approximations.distributions().forEach((latent, own) -> {
            Value density = scope.sumEvent(approximations.lowering().lower(own.elementwiseLogDensity(latent)));
            Factor factor = Factor.of(latent, scope.unary(UnaryRule.NEGATE, density));
            (joint.layout().hasRows(latent.axes()) ? local : global).add(factor);
        });
        return new LogWeights(local.isEmpty() ? null : rows(joint, local), total(joint, global));
    }

    /** The log density of each row, discrete variables summed out. */
    static Node rows(Joint joint, List<Factor> factors) {
        Elimination.Result result = Elimination.of(
                joint.scope(), joint.layout(), factors, joint.roles().enumerated());
        Node rows = result.rowLogEvidence();
        ModelException.require(
                rows != null,
                "rows share the discrete variables %s, so that batches of rows say nothing alone. Use meanFieldVi or exactEm",
                joint.roles().enumerated());
        return Objects.requireNonNull(rows);
    }

    /** The log density of what has no rows, discrete variables without rows summed out. */
    static Node total(Joint joint, List<Factor> factors) {
        List<RandomVariable> summed = joint.roles().enumerated().stream()
                .filter(variable -> !joint.layout().hasRows(variable.axes()))
                .toList();
        return Elimination.of(joint.scope(), joint.layout(), factors, summed).logEvidence();
    }
}
