package org.platen.inference.em;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.Backend;
import org.platen.inference.backend.Compiled;
import org.platen.inference.em.rule.Rule;
import org.platen.inference.em.rule.Rules;
import org.platen.inference.em.rule.Update;
import org.platen.inference.em.rule.Users;
import org.platen.inference.em.rule.Workbench;
import org.platen.inference.lower.Elimination;
import org.platen.inference.lower.Factor;
import org.platen.inference.lower.Integration;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Responsibilities;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.platen.inference.unconstrained.Unknown;

/**
 * The compiled pieces of EM for one model: the E-step with every statistic the M-steps read, the arguments the M-steps evaluate, and the numerical M-step of
 * what no rule covers. Responsibilities are the derivative of log Z with respect to the log factors, whatever the model.
 *
 * @param joint the graph
 * @param updates closed-form updates in the order in which they are made: probabilities, locations, spreads, rates
 * @param rules how each variable is updated, in words
 * @param expansions what lengthens the steps of loadings, after all else is updated
 * @param numerical the numerical M-step of the other variables, or null when there are none
 * @param collapse tells solutions from components that shrink onto a few rows
 * @param improper finds latent variables without a posterior
 * @param step the E-step
 * @param arguments evaluates arguments at the estimates being updated
 */
record EmProgram(
        Joint joint,
        Map<Variable, Update> updates,
        Map<Variable, String> rules,
        List<Expansion> expansions,
        @Nullable NumericalStep numerical,
        Collapse collapse,
        Improper improper,
        Compiled step,
        Compiled arguments) {

    static final String OLD = "old/";
    static final String NEW = "new/";
    static final String LOG_JOINT = "log joint";
    static final String LOG_PRIOR = "log prior";

    /**
     * @param fromStart whether responsibilities are those of inputs {@code start/variable}, log weights given by the caller, instead of the model's own
     */
    static EmProgram of(Model model, Layout layout, Roles roles, Backend backend, boolean fromStart) {
        Joint joint = new Joint(model, layout, roles);
        Lowering old = joint.lowering(OLD);
        Lowering now = joint.lowering(NEW);
        Integration integration = joint.integration(old);
        List<Factor> factors = integration.factors();
        Responsibilities own =
                fromStart ? startResponsibilities(joint, factors) : Responsibilities.of(joint, factors, List.of());
        Map<Term, Value> weights = new LinkedHashMap<>();
        for (int i = 0; i < factors.size(); i++) {
            Term term = factors.get(i).term();
            weights.put(term, joint.counted(term, own.weights().get(i)));
        }
        Workbench workbench = new Workbench(joint, integration, now, weights);
        Map<Variable, Update> updates = new LinkedHashMap<>();
        Map<Variable, String> names = new LinkedHashMap<>();
        for (Rule rule : Rules.all()) {
            List<Variable> open = roles.estimated().stream()
                    .filter(target -> !updates.containsKey(target) && Constraint.allows(target, rule))
                    .toList();
            rule.matches(open, model, workbench).forEach((target, update) -> {
                updates.put(target, Constraint.within(target, update));
                names.put(target, rule.name());
            });
        }
        List<Variable> targets = numericalTargets(model, layout, roles.estimated(), updates.keySet());
        NumericalStep numerical =
                targets.isEmpty() ? null : NumericalStep.of(model, joint, integration, weights, targets, backend);
        if (numerical != null) {
            String method = numerical.method(layout);
            targets.forEach(target -> names.merge(target, method, (rule, then) -> rule + ", then " + then));
        }
        List<Expansion> expansions = LatentFactor.of(model, roles).stream()
                .filter(factor -> !fromStart)
                .map(factor -> Expansion.of(factor, workbench))
                .toList();
        expansions.stream()
                .flatMap(expansion -> expansion.factor().loadings().stream())
                .forEach(loading ->
                        names.merge(loading.target(), "parameter expansion", (rule, then) -> rule + ", then " + then));
        Collapse collapse = new Collapse(model, joint, integration.atMean());
        Improper improper = new Improper(integration);
        Map<String, Node> outputs = new LinkedHashMap<>(workbench.stepOutputs());
        outputs.putAll(collapse.outputs());
        outputs.putAll(improper.outputs());
        outputs.put(LOG_JOINT, own.evidence().logEvidence());
        outputs.put(LOG_PRIOR, logPrior(joint, factors, roles));
        return new EmProgram(
                joint,
                updates,
                names,
                expansions,
                numerical,
                collapse,
                improper,
                backend.compile(Program.of(outputs)),
                backend.compile(Program.of(workbench.argumentOutputs())));
    }

    /**
     * The variables without a closed form, and where there are not too many those with one that meet them in a factor: taking turns, two that go
     * together would converge slowly.
     */
    private static List<Variable> numericalTargets(
            Model model, Layout layout, List<Variable> estimated, Set<Variable> closed) {
        Set<Variable> targets = new LinkedHashSet<>(estimated);
        targets.removeAll(closed);
        Set<Variable> together = new LinkedHashSet<>(targets);
        for (Term term : Term.of(model)) {
            List<Variable> meeting = estimated.stream()
                    .filter(variable -> variable == term.variable()
                            || Users.of(model, variable).contains(term))
                    .toList();
            if (meeting.stream().anyMatch(targets::contains)) {
                meeting.stream()
                        .filter(variable -> Unknown.unconstrained(variable) > 0)
                        .forEach(together::add);
            }
        }
        return List.copyOf(NumericalStep.size(layout, together) <= Newton.LARGEST ? together : targets);
    }

    /** Factors that weigh nothing but what is known, beside the given log weights of each discrete latent variable. What is impossible stays so. */
    private static Responsibilities startResponsibilities(Joint joint, List<Factor> factors) {
        List<Factor> weightless = factors.stream()
                .map(factor -> factor.term().part() == Term.Part.EVIDENCE ? factor : weightless(joint, factor))
                .toList();
        List<Factor> given = joint.roles().enumeratedLatents().stream()
                .map(variable -> Factor.of(variable, joint.weightInput(StartWeights.INPUT + variable.name(), variable)))
                .toList();
        return Responsibilities.of(joint, weightless, given);
    }

    private static Factor weightless(Joint joint, Factor factor) {
        Algebra algebra = joint.scope().algebra();
        Node value = factor.value().node();
        if (!joint.roles().enumerated().contains(factor.variable())) {
            return factor.with(algebra.toType(algebra.number(0), value.type()));
        }
        Node impossible = algebra.number(Double.NEGATIVE_INFINITY);
        return factor.with(
                algebra.select(algebra.binary(BinaryRule.EQUAL, value, impossible), impossible, algebra.number(0)));
    }

    private static Node logPrior(Joint joint, List<Factor> factors, Roles roles) {
        List<Factor> priors = factors.stream()
                .filter(factor -> roles.estimated().contains(factor.variable()))
                .filter(factor -> factor.value().labels().stream().noneMatch(Label.OfDomain.class::isInstance))
                .toList();
        return Elimination.of(joint.scope(), joint.layout(), priors, List.of()).logEvidence();
    }
}
