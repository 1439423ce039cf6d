package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.LogNormal;
import org.platen.dsl.distribution.MeanAndVariance;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.op.UnaryRule;
import org.platen.inference.program.Node;

/**
 * What a missing value of an observed variable is expected to be, given everything that is observed and the discrete variables that are summed out.
 *
 * @param joint the model's density
 * @param lowering at the estimates
 * @param integration what is integrated out there
 */
public record Prediction(Joint joint, Lowering lowering, Integration integration) {

    /** A variable of more values than this has no table of their probabilities. */
    private static final int MOST_VALUES = 1000;

    /** At the estimates that are inputs named {@code prefix + name}. */
    public static Prediction of(Joint joint, String prefix) {
        Lowering lowering = joint.lowering(prefix);
        return new Prediction(joint, lowering, joint.integration(lowering));
    }

    /**
     * Mean and variance of each entry.
     *
     * @throws ModelException when the family has no closed form of them
     */
    public Conditional moments(RandomVariable variable) {
        if (joint.roles().integrated().contains(variable)) {
            Conditional posterior = integration.posterior(variable);
            return posterior.joint() ? variances(posterior) : posterior;
        }
        requireNumbers(variable);
        if (joint.roles().enumerated().contains(variable)) {
            return Conditional.known(joint.scope(), variable, lowering.lower(variable));
        }
        Distribution distribution = variable.distribution();
        Affine unknown =
                GaussianGroup.affine(joint.model(), List.copyOf(joint.roles().integrated()));
        if (distribution instanceof LogNormal logNormal && unknown.mentions(logNormal.location())) {
            return logNormal(variable, logNormal);
        }
        MeanAndVariance moments = MeanAndVariance.of(distribution)
                .orElseThrow(() -> new ModelException(String.format(
                        "'%s' is %s, whose mean and variance have no closed form, so its missing values have none here",
                        variable.name(), distribution.family())));
        Value mean = mean(variable, moments.mean());
        Value spread = event(variable, lowering.lower(moments.variance()));
        Optional<Value> uncertainty = uncertainty(variable, moments.mean());
        return new Conditional(
                variable,
                mean,
                uncertainty.map(more -> joint.scope().plus(spread, more)).orElse(spread),
                false);
    }

    /** Whether a missing value has a table of the probabilities of its values. */
    public static boolean hasProbabilities(RandomVariable variable) {
        return variable.distribution().support() instanceof Support.Integers integers
                && integers.isFinite()
                && integers.upper() - integers.lower() < MOST_VALUES;
    }

    /** The probability of each value, in one more event dimension; there is no spread. */
    public Conditional probabilities(RandomVariable variable) {
        Scope scope = joint.scope();
        int count = Domains.size(variable);
        if (joint.roles().enumerated().contains(variable)) {
            double[] identity = new double[count * count];
            IntStream.range(0, count).forEach(i -> identity[i * (count + 1)] = 1);
            Node node = scope.graph().literal(identity, List.of(count, count));
            return Conditional.known(scope, variable, scope.labelled(node, List.of(new Label.OfDomain(variable)), 1));
        }
        Events events = new Events(scope);
        List<Integer> dims = new ArrayList<>(sizes(variable));
        dims.add(1);
        List<Value> probabilities = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Expr value = Constant.of(Domains.first(variable) + i);
            Value log = lowering.lower(variable.distribution().elementwiseLogDensity(value));
            probabilities.add(events.reshape(event(variable, scope.unary(UnaryRule.EXP, log)), dims));
        }
        return Conditional.known(scope, variable, events.concatenate(probabilities, dims.size() - 1));
    }

    private static void requireNumbers(RandomVariable variable) {
        ModelException.require(
                !(variable.distribution().support() instanceof Support.Integers integers) || integers.index() == null,
                "'%s' names categories, whose mean means nothing: read the probabilities of its missing values",
                variable.name());
    }

    private Conditional variances(Conditional posterior) {
        Events events = new Events(joint.scope());
        Value diagonal = events.diagonal(posterior.spread());
        return new Conditional(
                posterior.variable(), posterior.mean(), events.reshape(diagonal, sizes(posterior.variable())), false);
    }

    /** exp(N(m, v)) has mean exp(m + v / 2) and variance (exp(v) − 1) exp(2 m + v). */
    private Conditional logNormal(RandomVariable variable, LogNormal family) {
        Scope scope = joint.scope();
        Value location = mean(variable, family.location());
        Value own = scope.unary(UnaryRule.SQUARE, event(variable, lowering.lower(family.scale())));
        Value spread = uncertainty(variable, family.location())
                .map(more -> scope.plus(own, more))
                .orElse(own);
        Value mean = scope.unary(UnaryRule.EXP, scope.plus(location, scope.times(spread, scope.number(0.5))));
        Value variance = scope.times(scope.unary(UnaryRule.EXPM1, spread), scope.unary(UnaryRule.SQUARE, mean));
        return new Conditional(variable, mean, variance, false);
    }

    private Value mean(RandomVariable variable, Expr mean) {
        return event(variable, integration.atMean().lower(mean));
    }

    /** The variance that the mean has since what is integrated out is not known. */
    private Optional<Value> uncertainty(RandomVariable variable, Expr mean) {
        return integration.variance(Term.of(variable).get(0), at -> event(variable, at.lower(mean)));
    }

    private Value event(RandomVariable variable, Value value) {
        return new Events(joint.scope()).broadcast(value, sizes(variable));
    }

    private static List<Integer> sizes(RandomVariable variable) {
        return IntStream.of(variable.shape().sizes()).boxed().toList();
    }
}
