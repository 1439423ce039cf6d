package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/** Averages over the discrete variables that are summed out, by their posterior probabilities, at each element of a variable's plates. */
final class Average {

    private final Scope scope;
    private final List<Label> summed;
    private final Value weights;

    private Average(Scope scope, List<Label> summed, Value weights) {
        this.scope = scope;
        this.summed = summed;
        this.weights = weights;
    }

    /**
     * What is averaged over: all values of the discrete variables that some values depend on.
     *
     * @param variable the values belong to its elements
     */
    record Over(RandomVariable variable, List<Value> values) {

        private List<Label> domains() {
            Set<Label> domains = new LinkedHashSet<>();
            for (Value value : values) {
                value.labels().stream().filter(Label.OfDomain.class::isInstance).forEach(domains::add);
            }
            return List.copyOf(domains);
        }

        /** A factor of ones: its weights are the probabilities. */
        private Factor probe(Joint joint) {
            Layout layout = joint.layout();
            List<Label> labels = new ArrayList<>(layout.labels(variable.axes()));
            List<Integer> dims = new ArrayList<>(layout.sizes(variable.axes()));
            for (Label label : domains()) {
                labels.add(label);
                dims.add(Domains.size(((Label.OfDomain) label).variable()));
            }
            Type type = new Type(layout.hasRows(variable.axes()), dims);
            Node ones = joint.scope().algebra().toType(joint.scope().graph().literal(0), type);
            return Factor.of(variable, joint.scope().labelled(ones, labels, 0));
        }
    }

    /** An average for each of several, under the posterior that {@code factors} give. */
    static List<Average> of(Joint joint, List<Factor> factors, List<Over> all) {
        List<Factor> probes = all.stream()
                .filter(over -> !over.domains().isEmpty())
                .map(over -> over.probe(joint))
                .toList();
        List<Value> weights = probes.isEmpty()
                ? List.of()
                : Responsibilities.of(joint, probes, factors).weights();
        List<Average> averages = new ArrayList<>();
        int next = 0;
        for (Over over : all) {
            List<Label> domains = over.domains();
            Value own = domains.isEmpty() ? joint.scope().number(1) : weights.get(next++);
            averages.add(new Average(joint.scope(), domains, own));
        }
        return averages;
    }

    /** The average of a value; what has no probability does not count, whatever it is. */
    Value of(Value value) {
        if (summed.isEmpty()) {
            return value;
        }
        Value impossible = scope.binary(BinaryRule.EQUAL, weights, scope.number(0));
        Value average = scope.select(impossible, scope.number(0), scope.times(weights, value));
        Algebra algebra = scope.algebra();
        for (Label label : summed) {
            int dim = average.labels().indexOf(label);
            average =
                    scope.drop(algebra.sum(average.node(), List.of(dim)), average.labels(), label, average.eventRank());
        }
        return average;
    }
}
