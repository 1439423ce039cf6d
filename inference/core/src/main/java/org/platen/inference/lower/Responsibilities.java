package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.platen.inference.autodiff.ReverseMode;
import org.platen.inference.op.MarkOp;
import org.platen.inference.program.Node;

/**
 * How often each entry of each factor is expected to occur under the posterior of the summed-out variables: the derivative of the log evidence with respect
 * to the log factors, whatever the model.
 *
 * @param evidence what is left when everything is summed out
 * @param weights for each of the factors asked for, a weight of the factor's own type; where a factor is the same for several elements, their sum
 */
public record Responsibilities(Elimination.Result evidence, List<Value> weights) {

    /** A defensive copy. */
    public Responsibilities {
        weights = List.copyOf(weights);
    }

    /** The weights of {@code factors} under the posterior that they and {@code others} give. */
    public static Responsibilities of(Joint joint, List<Factor> factors, List<Factor> others) {
        List<Factor> all = new ArrayList<>();
        for (Factor factor : factors) {
            MarkOp mark = new MarkOp("factor " + all.size());
            Node marked = joint.scope().graph().apply(mark, factor.value().node());
            all.add(factor.with(marked));
        }
        List<Node> marks = all.stream().map(factor -> factor.value().node()).toList();
        List<Factor> marked = List.copyOf(all);
        all.addAll(others);
        Elimination.Result evidence =
                Elimination.of(joint.scope(), joint.layout(), all, joint.roles().enumerated());
        Map<Node, Node> gradients = ReverseMode.gradients(joint.scope().graph(), evidence.logEvidence(), marks);
        return new Responsibilities(
                evidence,
                marked.stream()
                        .map(factor ->
                                factor.value().with(gradients.get(factor.value().node())))
                        .toList());
    }
}
