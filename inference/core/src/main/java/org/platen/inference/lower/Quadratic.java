package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Previous;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/**
 * The log density of a term as a function of a group's vector g: shiftᵀ g − ½ gᵀ precision g, and a constant. The coefficients are the derivatives at zero of
 * the density as it was declared, so that nothing is assumed of how it depends on g but that it is quadratic.
 *
 * @param pair whether the vector is that of two instants of a chain, the preceding one first
 * @param shift one event dimension
 * @param precision two event dimensions
 */
record Quadratic(boolean pair, Value shift, Value precision) {

    static Quadratic of(Densities densities, Lowering lowering, GaussianGroup group, Term term) {
        Joint joint = densities.joint();
        Factor atZero = densities.factor(lowering.with(zeros(joint, group)), term);
        Set<Label> labels = new LinkedHashSet<>(joint.layout().labels(group.axes()));
        for (Label label : atZero.value().labels()) {
            if (label instanceof Label.OfDomain domain) {
                requireOutside(group, domain, term);
                labels.add(label);
            }
        }
        boolean pair = isPair(joint, group, term);
        Label direction = new Label.OfDirection(group, "unit", group.size() * (pair ? 2 : 1));
        Probes probes = new Probes(joint, group, List.copyOf(labels), pair);
        Node sum = sum(densities, lowering, group, term, probes);
        List<Label> directed = new ArrayList<>(labels);
        directed.add(direction);
        Probes along = new Probes(joint, group, directed, pair);
        Value curvature = along.hessian(sum(densities, lowering, group, term, along), direction);
        Value precision = curvature.with(joint.scope().algebra().negate(curvature.node()));
        return new Quadratic(pair, probes.gradient(sum), precision);
    }

    /** A number for every element, also where they are equal: what is weighted with it differs between them. */
    static Factor spread(Joint joint, Factor factor) {
        Scope scope = joint.scope();
        Layout layout = joint.layout();
        Set<Label> labels = new LinkedHashSet<>(layout.labels(factor.axes()));
        labels.addAll(factor.value().labels());
        List<Label> sorted = scope.sorted(labels);
        Node node = scope.spread(factor.value(), sorted, 0);
        List<Integer> dims = new ArrayList<>();
        for (Label label : sorted) {
            dims.add(
                    label instanceof Label.OfPlate plate
                            ? layout.binding().size(plate.axis().plate())
                            : factor.value().size(label));
        }
        Type whole = new Type(node.type().rows() || layout.hasRows(factor.axes()), dims);
        return new Factor(factor.term(), new Value(scope.algebra().toType(node, whole), sorted, 0), factor.axes());
    }

    /** Whether a term is about the moves of a chain of the group. */
    static boolean isPair(Joint joint, GaussianGroup group, Term term) {
        List<Previous> previous = group.members().stream()
                .flatMap(member -> member.previous().stream())
                .toList();
        Affine mentions = new Affine(joint.model(), previous);
        return group.chain() != null
                && term.part() == Term.Part.OTHERS
                && (group.variables().contains(term.variable()) || GaussianGroup.isIn(term, mentions));
    }

    private static Node sum(Densities densities, Lowering lowering, GaussianGroup group, Term term, Probes probes) {
        Joint joint = densities.joint();
        Value value = densities.factor(lowering.with(probes.symbols()), term).value();
        for (Axis axis : term.axes()) {
            // A chain's own integral knows by itself where it ends.
            if (axis.plate().isChain()
                    && !group.axes().contains(axis)
                    && value.labels().contains(new Label.OfPlate(axis))) {
                value = joint.ends().within(axis, value, 0);
            }
        }
        Node density = value.node();
        // What is the same for all rows gathers what each row says of it.
        boolean gathers = density.type().rows() && !joint.layout().hasRows(group.axes());
        return probes.total(gathers ? new RowSums(joint.scope(), joint.layout()).contributions(density) : density);
    }

    private static Map<Symbol, Value> zeros(Joint joint, GaussianGroup group) {
        return new GroupVector(joint, group)
                .symbols(
                        member -> {
                            Shape shape = member.variable().shape();
                            List<Integer> dims =
                                    IntStream.of(shape.sizes()).boxed().toList();
                            Node node = joint.scope().graph().literal(new double[shape.size()], dims);
                            return new Value(node, List.of(), dims.size());
                        },
                        null);
    }

    private static void requireOutside(GaussianGroup group, Label.OfDomain label, Term term) {
        boolean outside = label.isOwn()
                && group.axes().containsAll(label.variable().axes())
                && (group.chain() == null || !label.variable().axes().contains(group.chain()));
        ModelException.require(
                outside,
                "'%s' differs inside of the elements of %s and '%s' depends on both, so that the posterior of %s is a mixture of too many Normals to"
                        + " integrate out exactly. Use an approximate engine such as meanFieldVi.",
                label.variable().name(),
                group,
                term.variable().name(),
                group);
    }
}
