package org.platen.inference.fit;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.backend.Session;
import org.platen.inference.lower.Domains;
import org.platen.inference.lower.Elimination;
import org.platen.inference.lower.Factor;
import org.platen.inference.lower.Horizons;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Value;
import org.platen.inference.program.Node;

/** What is known along chains while they are being observed, instant by instant (Rabiner 1989, section III A). */
record Filter(Evaluation at) {

    /** Probabilities of a Markov variable's states at each instant, given the data up to it; with {@code ahead} given those before it. */
    Tensor states(Variable variable, boolean ahead) {
        RandomVariable states = at.requireMarkov(variable);
        Axis chain = ((Markov) states.distribution()).chain().axis();
        List<Label> labels = at.layout().labels(states.axes()).stream()
                .map(label -> label.equals(new Label.OfPlate(chain)) ? new Label.OfHorizon(chain) : label)
                .toList();
        String question = (ahead ? "predicted " : "filtered ") + states.name();
        Session session = at.answer(question, joint -> {
            Value probe = at.probe(joint, states, labels);
            Elimination.Result result = eliminated(joint, at.factors(joint), chain, ahead, probe, null);
            Node sum = joint.scope().algebra().sum(result.logEvidence(), List.of(0));
            Node total = joint.scope().algebra().reshape(sum, List.of());
            return Map.of("states", at.slope(joint, total, probe, labels));
        });
        return at.tensor(session, "states", states.axes(), Domains.size(states));
    }

    /** The log density of the data of each instant given those before it. */
    Tensor logDensities() {
        Plate chain = chain();
        Axis series = chain.parent() == null ? null : chain.parent().axis();
        Session session = at.answer("predictive", joint -> {
            Elimination.Result result = eliminated(joint, at.observedFactors(joint), chain.axis(), false, null, series);
            return Map.of("up to", series == null ? result.logEvidence() : at.requireSeparate(result));
        });
        Tensor upTo = at.tensor(session, "up to", chain.axes());
        double[] sums = upTo.values();
        int length = upTo.dims().get(upTo.dims().size() - 1);
        double[] steps = IntStream.range(0, sums.length)
                .mapToDouble(i -> i % length == 0 ? sums[i] : sums[i] - sums[i - 1])
                .toArray();
        return new Tensor(steps, upTo.axes(), upTo.dims());
    }

    private Elimination.Result eliminated(
            Joint joint, List<Factor> factors, Axis chain, boolean ahead, @Nullable Value probe, @Nullable Axis each) {
        List<RandomVariable> shared = joint.integration(at.lowering(joint)).sharedAlong(chain);
        for (RandomVariable integrated : at.roles().integrated()) {
            ModelException.require(
                    !integrated.axes().contains(chain) && !shared.contains(integrated),
                    "'%s' is continuous and integrated out along '%s': what is known of it instant by instant is not a table of states",
                    integrated.name(),
                    chain);
        }
        Horizons horizons = new Horizons(joint.scope(), at.layout(), chain, ahead, probe);
        return Elimination.byHorizon(horizons, factors, at.roles().enumerated(), each);
    }

    /** The chain that data are observed along. */
    private Plate chain() {
        List<Plate> chains = at.model().observed().stream()
                .flatMap(variable -> variable.plates().stream())
                .filter(Plate::isChain)
                .distinct()
                .toList();
        ModelException.require(
                chains.size() == 1,
                "predictive densities go along the one chain that data are observed along; model '%s' has %s",
                at.model().name(),
                chains);
        return chains.get(0);
    }
}
