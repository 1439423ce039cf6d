package org.platen.inference.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.autodiff.ReverseMode;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Domains;
import org.platen.inference.lower.Elimination;
import org.platen.inference.lower.Factor;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.Value;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.platen.inference.program.Type;

/**
 * The joint probabilities of some variables of a network, given any values of others: compiled once, and run with log weights of 0 for what is possible and −∞ for what is
 * not. Probabilities are the derivative of the log evidence with respect to log weights of the variables' values (Darwiche 2003, "A differential approach to inference in
 * Bayesian networks", theorem 1). For one thread at a time.
 */
final class NetworkProgram {

    private static final String EVIDENCE = "log evidence";
    private static final String PROBABILITIES = "probabilities";
    private static final String ASKED = "asked";
    private static final String WEIGHTS = "weights of ";

    private final Session session;
    private final List<RandomVariable> weighted;
    private final int rows;

    /** What a run finds. */
    record Answer(double logEvidence, double[] probabilities) {}

    /** @param asked variables without plates, in the order of the answer's axes; may be none */
    NetworkProgram(Model model, List<RandomVariable> asked) {
        Roles roles = new Roles(List.of(), new LinkedHashSet<>(model.latents()));
        Layout layout = Layout.of(model, Binding.of(model, Data.none()), roles);
        Joint joint = new Joint(model, layout, roles);
        List<Factor> factors = new ArrayList<>(joint.factors(joint.lowering("")));
        this.rows = layout.rows();
        this.weighted = model.latents().stream()
                .filter(variable -> variable.axes().isEmpty())
                .toList();
        weighted.forEach(variable ->
                factors.add(Factor.of(variable, joint.weightInput(WEIGHTS + variable.name(), variable))));
        Node probe = null;
        if (!asked.isEmpty()) {
            List<Integer> sizes = asked.stream().map(Domains::size).toList();
            List<Label> labels = asked.stream()
                    .<Label>map(variable -> new Label.OfDomain(variable))
                    .toList();
            probe = joint.scope().graph().input(ASKED, new Type(false, sizes));
            Value value = joint.scope().labelled(probe, labels, 0);
            factors.add(Factor.of(asked.get(0), value));
        }
        Node evidence = Elimination.of(joint.scope(), layout, factors, roles.enumerated())
                .logEvidence();
        Map<String, Node> outputs = new LinkedHashMap<>(Map.of(EVIDENCE, evidence));
        if (probe != null) {
            outputs.put(
                    PROBABILITIES,
                    ReverseMode.gradients(joint.scope().graph(), evidence, List.of(probe))
                            .get(probe));
        }
        this.session = new JvmBackend().compile(Program.of(outputs)).session(new LocalExecutor(1));
        joint.bindData(session);
        if (probe != null) {
            session.set(ASKED, new double[probe.type().size()]);
        }
    }

    /** @param known values of some variables without plates */
    Answer given(Map<RandomVariable, Integer> known) {
        for (RandomVariable variable : weighted) {
            double[] weights = new double[Domains.size(variable)];
            Integer value = known.get(variable);
            if (value != null) {
                Arrays.fill(weights, Double.NEGATIVE_INFINITY);
                weights[value - Domains.first(variable)] = 0;
            }
            session.set(WEIGHTS + variable.name(), weights);
        }
        session.run(rows);
        double[] probabilities = session.input(ASKED).length == 0 ? new double[0] : session.get(PROBABILITIES);
        return new Answer(session.get(EVIDENCE)[0], probabilities);
    }
}
