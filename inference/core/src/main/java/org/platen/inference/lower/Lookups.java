package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.platen.dsl.expr.Describe;
import org.platen.dsl.expr.Element;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.Rename;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Previous;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.op.Algebra;
import org.platen.inference.program.Node;

/**
 * Elements of plates and entries of events that an index names. An index that is summed out needs no lookup: the plate's dimension becomes that of the
 * index's values. Every other index gathers.
 */
final class Lookups {

    private final Lowering lowering;
    private final Scope scope;
    private final Layout layout;
    private final Set<RandomVariable> enumerated;

    Lookups(Lowering lowering, LoweringContext context) {
        this.lowering = lowering;
        this.scope = context.scope();
        this.layout = context.layout();
        this.enumerated = context.enumerated();
    }

    /** The dimension of a summed-out variable that counts from zero, as it is or at an element that is looked up. */
    Optional<Label.OfDomain> domain(Expr index) {
        Expr plain = index;
        while (plain instanceof Deterministic deterministic) {
            plain = deterministic.value();
        }
        if (plain instanceof Index inner) {
            return domain(inner.x()).flatMap(label -> onlyDomain(lowering.lower(inner)));
        }
        if (plain instanceof Previous previous) {
            return onlyDomain(lowering.lower(previous)).filter(label -> countsFromZero(label.variable()));
        }
        return plain instanceof RandomVariable variable && enumerated.contains(variable) && countsFromZero(variable)
                ? Optional.of(new Label.OfDomain(variable))
                : Optional.empty();
    }

    private static boolean countsFromZero(RandomVariable variable) {
        return variable.shape().isScalar() && Domains.first(variable) == 0;
    }

    private static Optional<Label.OfDomain> onlyDomain(Value value) {
        return value.labels().size() == 1 && value.labels().get(0) instanceof Label.OfDomain label
                ? Optional.of(label)
                : Optional.empty();
    }

    Value index(Index index) {
        Axis axis = index.axis();
        ModelException.require(
                !axis.equals(layout.rowAxis()),
                "%s: elements of '%s' are looked up, so its rows cannot be taken one by one",
                Describe.of(index),
                axis);
        Value x = lowering.lower(index.x());
        Optional<Label.OfDomain> z = domain(index.by())
                .filter(label ->
                        Domains.size(label.variable()) == layout.binding().size(axis.plate()));
        Label plate = new Label.OfPlate(axis);
        boolean variablesMove = x.labels().stream().anyMatch(label -> moves(label, axis));
        if (z.isPresent() && !variablesMove && !x.labels().contains(z.get())) {
            return renamed(x, plate, z.get());
        }
        if (!variablesMove && !x.labels().contains(plate)) {
            return x;
        }
        return lookedUp(x, axis, lowering.lower(index.by()), index);
    }

    /** The elements of {@code x} that {@code by} names; summed-out variables of the plate are looked up likewise. */
    private Value lookedUp(Value x, Axis axis, Value by, Index index) {
        Value moved =
                mapped(x, label -> moves(label, axis) ? lookedUp((Label.OfDomain) label, axis, by, index) : label);
        Label plate = new Label.OfPlate(axis);
        if (!moved.labels().contains(plate)) {
            return moved;
        }
        // An index may live in the plate that it names elements of.
        Label source = new Label.OfPlate(axis.plate().copy("looked up in " + axis));
        Value from = renamed(moved, plate, source);
        List<Label> labels = scope.union(List.of(from, by));
        Node gathered = gather(from, by, labels, labels.indexOf(source));
        return scope.drop(gathered, labels, source, x.eventRank());
    }

    private Label lookedUp(Label.OfDomain label, Axis axis, Value by, Index index) {
        ModelException.require(
                by.labels().stream().noneMatch(Label.OfDomain.class::isInstance),
                "%s: '%s' is summed out for every element of '%s', and so is what names the element. Use an approximate engine such as meanFieldVi.",
                Describe.of(index),
                label.variable().name(),
                axis);
        Map<Axis, Value> at = new LinkedHashMap<>();
        label.at().forEach((own, value) -> at.put(own, lookedUp(value, axis, by, index)));
        if (label.variable().axes().contains(axis)) {
            at.putIfAbsent(axis, by);
        }
        return new Label.OfDomain(label.variable(), at, label.lag());
    }

    Value element(Element element) {
        Value x = lowering.lower(element.x());
        Optional<Label.OfDomain> z = domain(element.by())
                .filter(label -> Domains.size(label.variable()) == x.eventDims().get(0));
        if (z.isPresent() && !x.labels().contains(z.get())) {
            List<Label> labels = new ArrayList<>(x.labels());
            labels.add(z.get());
            return scope.labelled(x.node(), labels, x.eventRank() - 1);
        }
        Value by = lowering.lower(element.by());
        List<Label> labels = scope.union(List.of(x, by));
        Node gathered = gather(x, by, labels, labels.size());
        List<Integer> dims = new ArrayList<>(gathered.type().dims());
        dims.remove(labels.size());
        return new Value(algebra().reshape(gathered, dims), labels, x.eventRank() - 1);
    }

    /** The entries of dimension {@code dim} of {@code x}, spread over {@code labels}, that {@code by} names. */
    private Node gather(Value x, Value by, List<Label> labels, int dim) {
        Node places = scope.spread(by, labels, 0);
        List<Integer> dims = new ArrayList<>(places.type().dims());
        for (int i = 0; i < x.eventRank(); i++) {
            dims.add(1);
        }
        return algebra()
                .gather(scope.spread(x, labels, x.eventRank()), algebra().reshape(places, dims), dim);
    }

    Value rename(Rename rename) {
        Value x = lowering.lower(rename.x());
        Axis from = rename.from();
        Axis to = rename.to();
        x.labels().stream().filter(label -> moves(label, from)).forEach(label -> {
            throw new ModelException(String.format(
                    "%s: '%s' is summed out for every element of '%s', so it cannot be seen along '%s' too. Use an approximate engine such as meanFieldVi.",
                    Describe.of(rename), ((Label.OfDomain) label).variable().name(), from, to));
        });
        boolean fromRows = from.equals(layout.rowAxis()) && x.node().type().rows();
        boolean toRows = to.equals(layout.rowAxis()) && x.labels().contains(new Label.OfPlate(from));
        ModelException.require(
                !fromRows && !toRows,
                "%s: '%s' is seen along another instance, so its rows cannot be taken one by one",
                Describe.of(rename),
                from.plate().name());
        return renamed(x, new Label.OfPlate(from), new Label.OfPlate(to));
    }

    /** Whether the values of a summed-out variable differ from element to element of {@code axis}. */
    private boolean moves(Label label, Axis axis) {
        return label instanceof Label.OfDomain domain && layout.axes(domain).contains(axis);
    }

    private Value renamed(Value x, Label from, Label to) {
        return mapped(x, label -> label.equals(from) ? to : label);
    }

    private Value mapped(Value x, UnaryOperator<Label> change) {
        List<Label> labels = x.labels().stream().map(change).toList();
        return labels.equals(x.labels()) ? x : scope.labelled(x.node(), labels, x.eventRank());
    }

    private Algebra algebra() {
        return scope.algebra();
    }
}
