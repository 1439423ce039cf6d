package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.program.Node;

/**
 * What is known up to each instant of a chain. Instead of being summed up, everything along the chain is kept for each horizon: the last instant whose data
 * are taken in. The derivative of the log evidence by horizon with respect to log weights of the states at the horizon are the filtered probabilities (Rabiner
 * 1989, equation 19, for derivatives).
 */
public final class Horizons {

    private final Scope scope;
    private final Layout layout;
    private final Axis chain;
    private final boolean ahead;
    private final @Nullable Value probe;

    /**
     * @param ahead whether the data of the horizon itself are left out, so that its states are predicted
     * @param probe log weights of states at each horizon, or null
     */
    public Horizons(Scope scope, Layout layout, Axis chain, boolean ahead, @Nullable Value probe) {
        this.scope = scope;
        this.layout = layout;
        this.chain = chain;
        this.ahead = ahead;
        this.probe = probe;
    }

    Scope scope() {
        return scope;
    }

    Layout layout() {
        return layout;
    }

    /** The axis of the instants. */
    Axis chain() {
        return chain;
    }

    /** A factor of data along the chain, told apart with and without them. */
    Factor marked(Factor factor) {
        if (!ahead
                || !factor.variable().isObserved()
                || !factor.variable().axes().contains(chain)) {
            return factor;
        }
        Node taken = scope.graph().literal(new double[] {0, 1}, List.of(2));
        Value data = new Value(taken, List.of(new Label.OfData(chain)), 0);
        return new Factor(factor.term(), scope.select(data, factor.value(), scope.number(0)), factor.axes());
    }

    /** What Markov variables and what depends on them weigh, by horizon. */
    Value evidence(ChainElimination moving) {
        Value states = ahead ? predicted(moving) : filtered(moving);
        Value weights = renamed(states, new Label.OfPlate(chain), new Label.OfHorizon(chain));
        if (probe != null && moving.own().stream().anyMatch(probe.labels()::contains)) {
            weights = scope.plus(weights, probe);
        }
        return total(weights, moving.own());
    }

    private Value filtered(ChainElimination moving) {
        Value late = total(data(moving.messages(), 1), moving.remembered());
        return moving.order() == 1
                ? late
                : scope.select(ends().first(chain, moving.order() - 1), early(moving, 1), late);
    }

    /** The messages of the instants before, moved on without the data of the instants themselves. */
    private Value predicted(ChainElimination moving) {
        Value before = ends().before(chain, data(moving.messages(), 1));
        List<Label> now = new ArrayList<>(moving.own());
        now.addAll(moving.remembered());
        before = scope.labelled(
                before.node(),
                before.labels().stream()
                        .map(label -> now.contains(label) ? moving.previous().get(now.indexOf(label)) : label)
                        .toList(),
                0);
        Value moved = total(scope.plus(before, data(moving.moves(), 0)), moving.previous());
        Value late = scope.plus(moved, data(moving.emissions(), 0));
        return scope.select(ends().first(chain, moving.order()), early(moving, 0), late);
    }

    /** The states of the first instants, which depend on none before, beside the evidence of those. */
    private Value early(ChainElimination moving, int taken) {
        Value each = total(scope.plus(data(moving.start(), 1), data(moving.emissions(), 1)), moving.own());
        Value before = before(ends().cumulative(chain, each));
        Value own = scope.plus(data(moving.start(), taken), data(moving.emissions(), taken));
        return scope.plus(own, before);
    }

    /** The sums up to each horizon of what is said of the instants. */
    Value upTo(Value value) {
        Value sums = ends().cumulative(chain, data(value, 1));
        if (ahead) {
            sums = scope.plus(before(sums), data(value, 0));
        }
        return renamed(sums, new Label.OfPlate(chain), new Label.OfHorizon(chain));
    }

    /** The value of the instant before each, zero before the first. */
    private Value before(Value value) {
        return scope.select(ends().first(chain, 1), scope.number(0), ends().before(chain, value));
    }

    private Ends ends() {
        return new Ends(scope, layout);
    }

    /** A value with or without the data of its instant. */
    private Value data(Value value, int taken) {
        Label label = new Label.OfData(chain);
        int dim = value.labels().indexOf(label);
        return dim < 0
                ? value
                : scope.drop(
                        scope.algebra().take(value.node(), dim, List.of(taken)),
                        value.labels(),
                        label,
                        value.eventRank());
    }

    private Value total(Value weights, List<Label> labels) {
        Value total = weights;
        for (Label label : labels) {
            total = Summation.TOTAL.over(scope, total, label);
        }
        return total;
    }

    private Value renamed(Value value, Label from, Label to) {
        List<Label> labels = value.labels().stream()
                .map(label -> label.equals(from) ? to : label)
                .toList();
        return scope.labelled(value.node(), labels, value.eventRank());
    }
}
