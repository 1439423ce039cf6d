package org.platen.inference.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Binding;
import org.platen.inference.lower.Domains;
import org.platen.inference.lower.Elimination;
import org.platen.inference.lower.Factor;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.Value;
import org.platen.inference.program.Node;

/**
 * The exact posterior of discrete variables, and densities of rows, at given values of everything else. The probability of a value is the derivative of the
 * log evidence with respect to that value's log prior. For one thread at a time.
 */
public final class Posterior {

    private final Evaluation at;
    private final Map<List<Object>, Posterior> further;

    /** At the given values of the estimated variables, over bound data. */
    public Posterior(Model model, Binding binding, Roles roles, Map<Variable, double[]> estimates) {
        this(new Evaluation(model, Layout.of(model, binding, roles), roles, estimates), new HashMap<>());
    }

    private Posterior(Evaluation at, Map<List<Object>, Posterior> further) {
        this.at = at;
        this.further = further;
    }

    /** The same at other values, sharing what is compiled with this: for one thread at a time. */
    public Posterior at(Map<Variable, double[]> others) {
        return new Posterior(at.at(others), further);
    }

    /**
     * The log density of each row; where there are chains inside of a plate, of each series; of a single chain one number.
     *
     * @throws ModelException when rows depend on each other through a latent variable, or there are no rows
     */
    public double[] logDensity() {
        Joint joint = at.joint();
        Axis each = at.separate();
        List<RandomVariable> shared =
                each == null ? List.of() : joint.integration(at.lowering(joint)).sharedAlong(each);
        ModelException.require(
                shared.isEmpty(),
                "model '%s' has no density of single rows: they share %s, which is integrated out",
                at.model().name(),
                shared);
        Elimination.Result result = Elimination.of(
                joint.scope(),
                at.layout(),
                at.observedFactors(joint),
                at.roles().enumerated(),
                each);
        if (each == null) {
            return at.run(joint, Map.of("all", result.logEvidence())).get("all");
        }
        Node rows = at.requireSeparate(result);
        return at.tensor(at.run(joint, Map.of("rows", rows)), "rows", each.axes())
                .values();
    }

    /** The log density of all rows together. */
    public double logLikelihood() {
        return at.answer(
                        "log likelihood",
                        joint -> Map.of(
                                "all",
                                Elimination.of(
                                                joint.scope(),
                                                at.layout(),
                                                at.observedFactors(joint),
                                                at.roles().enumerated())
                                        .logEvidence()))
                .get("all")[0];
    }

    /** Probabilities of each value of a discrete variable, for each element of its plates; NaN beyond the end of a chain. */
    public Tensor marginal(RandomVariable variable) {
        at.requireSummedOut(variable);
        Session session = at.answer("marginal of " + variable.name(), joint -> {
            List<Factor> factors = at.factors(joint);
            Value probe = at.probe(joint, variable);
            factors.add(Factor.of(variable, probe));
            Elimination.Result result = Elimination.of(
                    joint.scope(), at.layout(), factors, at.roles().enumerated());
            return Map.of(
                    "marginal",
                    at.slope(joint, result.logEvidence(), probe, at.layout().labels(variable.axes())));
        });
        return at.tensor(session, "marginal", variable.axes(), Domains.size(variable));
    }

    /** The most probable values of all discrete variables together. */
    public MostProbable mostProbable() {
        return MostProbable.of(at);
    }

    /** Probabilities of the states of a Markov variable given the data up to each instant, and not those after it. */
    public Tensor filtered(Variable variable) {
        return new Filter(at).states(variable, false);
    }

    /** Probabilities of the states of a Markov variable given the data before each instant. */
    public Tensor predicted(Variable variable) {
        return new Filter(at).states(variable, true);
    }

    /** The log density of each instant's data given those before it, for each series. */
    public Tensor predictiveLogDensity() {
        return new Filter(at).logDensities();
    }

    /** Probabilities of the states of a Markov variable at further instants, after the end of the data. */
    public Tensor forecast(Variable variable, int instants) {
        RandomVariable states = at.requireMarkov(variable);
        Forecast forecast = Forecast.of(at, states, instants);
        Posterior longer = further.computeIfAbsent(
                List.of(states, instants),
                key -> new Posterior(at.model(), forecast.longer(), at.roles(), at.estimates()));
        return forecast.of(longer.at(at.estimates()).marginal(states));
    }

    /** An expression of estimated values alone. */
    public Tensor value(Variable variable) {
        Joint joint = at.joint();
        Value value = at.lowering(joint).lower(variable);
        ModelException.require(
                !value.node().type().rows(),
                "'%s' differs from row to row, so it has no single estimate",
                variable.name());
        List<Label> own = at.layout().labels(variable.axes()).stream()
                .filter(value.labels()::contains)
                .toList();
        List<Integer> order =
                new ArrayList<>(own.stream().map(value.labels()::indexOf).toList());
        IntStream.range(own.size(), own.size() + value.eventRank()).forEach(order::add);
        Node node = joint.scope().algebra().permute(value.node(), order);
        Session session = at.run(joint, Map.of("value", node));
        List<String> names = own.stream()
                .map(label -> ((Label.OfPlate) label).axis().toString())
                .toList();
        return new Tensor(session.get("value"), names, node.type().dims());
    }
}
