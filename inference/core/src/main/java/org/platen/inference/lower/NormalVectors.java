package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/**
 * What vectors of jointly Normal variables are drawn by. All nodes have dimensions for the elements that have a vector each, the instants of a chain innermost; at
 * neighbouring instants vectors depend on each other, else they are independent.
 *
 * @param size entries of a vector
 * @param instants of a chain; 1 where the vectors move along none
 * @param mean of each vector
 * @param factor a matrix R for each vector, with R Rᵀ its covariance
 * @param pairFactor the lower triangular factor of the covariance of the preceding vector and each; null where they move along no chain
 * @param vectors the input that draws of the vectors go to
 * @param values of the latent variables, row-major over their plates and event, that the vectors in that input make
 */
public record NormalVectors(
        int size,
        int instants,
        Node mean,
        Node factor,
        @Nullable Node pairFactor,
        String vectors,
        Map<RandomVariable, Node> values) {

    static NormalVectors of(Joint joint, GaussianGroup group, GroupVector vector, GaussianPosterior posterior) {
        Axis chain = group.chain();
        Set<Axis> axes = new LinkedHashSet<>(group.axes());
        if (chain != null) {
            axes.remove(chain);
            axes.add(chain);
        }
        String name = "vectors of " + group;
        List<Integer> dims = new ArrayList<>(joint.layout().sizes(axes));
        dims.add(group.size());
        Node input = joint.scope().graph().input(name, new Type(false, dims));
        Value vectors = joint.scope().labelled(input, joint.layout().labels(axes), 1);
        Map<RandomVariable, Node> values = new LinkedHashMap<>();
        for (GaussianGroup.Member member : group.members()) {
            RandomVariable variable = member.variable();
            if (!variable.isObserved()) {
                values.put(variable, joint.overElements(variable.axes(), vector.part(vectors, member, 0)));
            }
        }
        Value pairs = posterior.pairFactor();
        return new NormalVectors(
                group.size(),
                chain == null ? 1 : joint.layout().binding().size(chain.plate()),
                joint.overElements(axes, posterior.mean()),
                joint.overElements(axes, posterior.factor()),
                pairs == null ? null : joint.overElements(axes, pairs),
                name,
                values);
    }
}
