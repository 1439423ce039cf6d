package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.platen.dsl.expr.Lag;
import org.platen.dsl.expr.Recurrence;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;
import org.platen.inference.op.Algebra;
import org.platen.inference.program.Node;

/** What is read along chains: states, instant by instant in the graph itself, and values of before. */
record Recurrences(LoweringContext context) {

    /** So many instants make a graph that compiles in half a minute. */
    private static final int MOST_INSTANTS = 1000;

    /** The states after each instant, or the last of each series. */
    Value of(Recurrence recurrence, Lowering lowering) {
        int instants = context.layout().binding().size(recurrence.chain());
        ModelException.require(
                instants <= MOST_INSTANTS,
                "'%s' has %d instants, and a recurrent network reads at most %d. Cut the series into shorter ones.",
                recurrence.chain(),
                instants,
                MOST_INSTANTS);
        Ends ends = ends();
        var chain = recurrence.chain().axis();
        Value exists = ends.exists(chain);
        Value input = ends.within(chain, lowering.lower(recurrence.input()), 0);
        List<Value> states = new ArrayList<>();
        recurrence.states().forEach(state -> states.add(zeros(state.before().shape())));
        List<Value> first = new ArrayList<>();
        for (int t = 0; t < instants; t++) {
            Map<Symbol, Value> now = new LinkedHashMap<>();
            now.put(recurrence.now(), at(input, recurrence, t));
            for (int i = 0; i < states.size(); i++) {
                now.put(recurrence.states().get(i).before(), states.get(i));
            }
            Lowering step = lowering.with(now);
            for (int i = 0; i < states.size(); i++) {
                Value next = step.lower(recurrence.states().get(i).next());
                states.set(
                        i, ends.differ(chain) ? scope().select(at(exists, recurrence, t), next, states.get(i)) : next);
            }
            first.add(states.get(0));
        }
        return recurrence.last() ? states.get(0) : together(first, recurrence);
    }

    private Value zeros(Shape shape) {
        List<Integer> dims = IntStream.of(shape.sizes()).boxed().toList();
        return new Value(scope().graph().literal(new double[shape.size()], dims), List.of(), dims.size());
    }

    private Value at(Value value, Recurrence recurrence, int instant) {
        Label time = new Label.OfPlate(recurrence.chain().axis());
        int dim = value.labels().indexOf(time);
        return dim < 0
                ? value
                : scope().drop(
                                algebra().take(value.node(), dim, List.of(instant)),
                                value.labels(),
                                time,
                                value.eventRank());
    }

    /** Values of all instants as one, with the instants as its innermost label. */
    private Value together(List<Value> values, Recurrence recurrence) {
        int eventRank = values.get(0).eventRank();
        List<Label> labels = scope().union(values);
        List<Node> each = new ArrayList<>();
        for (Value value : values) {
            Node node = scope().spread(value, labels, eventRank);
            List<Integer> dims = new ArrayList<>(node.type().dims());
            dims.add(labels.size(), 1);
            each.add(algebra().reshape(node, dims));
        }
        List<Label> all = new ArrayList<>(labels);
        all.add(new Label.OfPlate(recurrence.chain().axis()));
        return scope().labelled(algebra().concatenate(each, labels.size()), all, eventRank);
    }

    /** A value some instants before. */
    Value of(Lag lag, Value x) {
        var chain = lag.chain().axis();
        Ends ends = ends();
        return scope().select(
                        ends.first(chain, lag.instants()), scope().number(0), ends.before(chain, x, lag.instants()));
    }

    private Ends ends() {
        return new Ends(scope(), context.layout());
    }

    private Scope scope() {
        return context.scope();
    }

    private Algebra algebra() {
        return context.scope().algebra();
    }
}
