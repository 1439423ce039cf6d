package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.List;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.data.Binding;
import org.platen.inference.fit.Tensor;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Scope;
import org.platen.inference.lower.Value;
import org.platen.inference.op.UnaryRule;

/** Probabilities of a discrete variable under its declared approximation. */
final class DiscretePosterior {

    private DiscretePosterior() {}

    static Tensor of(Questions questions, Binding binding, RandomVariable variable, Distribution own) {
        return questions.ask(questions.at(binding, 1), variable, (joint, approximations) -> {
            Scope scope = joint.scope();
            Value log = scope.sumEvent(approximations.lowering().lower(own.elementwiseLogDensity(variable)));
            return asEvent(scope, scope.unary(UnaryRule.EXP, log), new Label.OfDomain(variable));
        });
    }

    /** The values of a variable as an event dimension. */
    private static Value asEvent(Scope scope, Value value, Label label) {
        int at = value.labels().indexOf(label);
        List<Integer> order = new ArrayList<>();
        List<Label> labels = new ArrayList<>(value.labels());
        labels.remove(label);
        for (int i = 0; i < value.labels().size(); i++) {
            if (i != at) {
                order.add(i);
            }
        }
        order.add(at);
        return new Value(scope.algebra().permute(value.node(), order), labels, 1);
    }
}
