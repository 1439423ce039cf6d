package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.lower.Factor;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Scope;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.op.UnaryRule;
import org.platen.inference.program.Node;

/**
 * Discrete variables in a bound. Those without an approximation are summed out inside of the logarithm; over those with one, q(y | x), the bound is averaged by its
 * probabilities, exactly (Kingma et al. 2014, equation 7). Known values of such a variable have probability 1, and q is fitted to them as a classifier (equation 9).
 */
final class Enumerated {

    private final Joint joint;
    private final Scope scope;
    private final Algebra algebra;
    private final Map<RandomVariable, Value> weights = new LinkedHashMap<>();
    private final Map<RandomVariable, Value> logs = new LinkedHashMap<>();
    private final Map<RandomVariable, Factor> priors = new LinkedHashMap<>();
    private final List<Value> classified = new ArrayList<>();

    Enumerated(Joint joint, Approximations approximations, Set<RandomVariable> guided, List<Factor> factors) {
        this.joint = joint;
        this.scope = joint.scope();
        this.algebra = scope.algebra();
        Lowering lowering = approximations.lowering();
        Map<RandomVariable, Distribution> guide = approximations.model().guide().factors();
        guide.forEach((variable, own) -> {
            if (guided.contains(variable)) {
                Value log = scope.sumEvent(lowering.lower(own.elementwiseLogDensity(variable)));
                add(variable, log, factors);
            } else if (variable.isObserved()) {
                classified.add(scope.sumEvent(lowering.lower(own.elementwiseLogDensity(variable))));
            }
        });
    }

    private void add(RandomVariable variable, Value log, List<Factor> factors) {
        Value mask = joint.missing(variable);
        Value probability = scope.unary(UnaryRule.EXP, log);
        factors.stream()
                .filter(factor -> factor.variable() == variable && factor.term().part() == Term.Part.ALL)
                .findFirst()
                .ifPresent(factor -> priors.put(variable, factor));
        if (!variable.isObserved() || mask == null) {
            weights.put(variable, probability);
            logs.put(variable, log);
            return;
        }
        Value evidence = factors.stream()
                .filter(factor -> factor.variable() == variable && factor.term().part() == Term.Part.EVIDENCE)
                .findFirst()
                .orElseThrow()
                .value();
        Value known = scope.unary(UnaryRule.EXP, evidence);
        weights.put(variable, scope.select(mask, probability, known));
        logs.put(variable, scope.select(mask, log, scope.number(0)));
        Value chosen = summed(scope.times(known, log), new Label.OfDomain(variable));
        classified.add(scope.select(mask, scope.number(0), chosen));
    }

    /** Whether a value varies over no discrete variable but those with an approximation. */
    boolean sumsOver(Value value) {
        return value.labels().stream()
                .allMatch(label -> !(label instanceof Label.OfDomain domain) || weights.containsKey(domain.variable()));
    }

    /** Whether a factor is accounted for here. */
    boolean takes(Factor factor) {
        return weights.containsKey(factor.variable())
                && (factor.term().part() == Term.Part.EVIDENCE || priors.containsValue(factor));
    }

    /** For each row the sum of some factors, discrete variables taken off, on average over draws. */
    Node expected(List<Factor> factors) {
        Value sum;
        if (weights.isEmpty()) {
            Node rows = LogWeights.rows(joint, factors);
            sum = rows.type().rank() == 0
                    ? new Value(rows, List.of(), 0)
                    : new Value(rows, List.of(new Label.OfSample(rows.type().dim(0))), 0);
        } else {
            sum = expected(
                    factors.stream().map(joint::perRow).reduce(scope::plus).orElseThrow());
        }
        return averaged(sum);
    }

    /** The average of a value by the probabilities of the discrete variables with an approximation. */
    Value expected(Value value) {
        Value average = value;
        for (Map.Entry<RandomVariable, Value> entry : reversed()) {
            Label label = new Label.OfDomain(entry.getKey());
            Value weight = entry.getValue();
            if (average.labels().contains(label)) {
                average = summed(times(weight, average), label);
            }
        }
        return average;
    }

    /** A factor for every entry of the event. */
    private Value times(Value weight, Value value) {
        List<Integer> dims = new ArrayList<>(weight.node().type().dims());
        for (int i = 0; i < value.eventRank(); i++) {
            dims.add(1);
        }
        Value spread = new Value(algebra.reshape(weight.node(), dims), weight.labels(), value.eventRank());
        return scope.times(spread, value);
    }

    /** Later approximations may read the values of earlier variables, so their variables are averaged out first. */
    private List<Map.Entry<RandomVariable, Value>> reversed() {
        List<Map.Entry<RandomVariable, Value>> all = new ArrayList<>(weights.entrySet());
        Collections.reverse(all);
        return all;
    }

    /** For each row, Σ q(y | x) (log q(y | x) − log p(y)); null where there is no such variable. */
    @Nullable
    Node divergence() {
        Value sum = null;
        for (Map.Entry<RandomVariable, Value> entry : logs.entrySet()) {
            Value prior = joint.perRow(Objects.requireNonNull(priors.get(entry.getKey())));
            Value one = expected(scope.binary(BinaryRule.SUBTRACT, entry.getValue(), prior));
            sum = sum == null ? one : scope.plus(sum, one);
        }
        return sum == null ? null : averaged(sum);
    }

    /** The log density of known values under their approximations, on average over the rows. */
    Node classifier() {
        Value sum = classified.stream().reduce(scope::plus).orElse(scope.number(0));
        Node node = averaged(sum);
        return node.type().rows() ? algebra.over(algebra.sumRows(node), algebra.rowCount()) : node;
    }

    private Node averaged(Value value) {
        Node node = value.node();
        for (int i = 0; i < value.labels().size(); i++) {
            node = algebra.times(
                    algebra.sum(node, List.of(i)), 1.0 / value.node().type().dim(i));
        }
        return algebra.reshape(node, List.of());
    }

    private Value summed(Value value, Label label) {
        Node sum = algebra.sum(value.node(), List.of(value.labels().indexOf(label)));
        return scope.drop(sum, value.labels(), label, value.eventRank());
    }
}
