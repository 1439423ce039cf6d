package org.platen.inference.em;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.data.DataSizes;
import org.platen.inference.data.Lengths;
import org.platen.inference.data.PlateLabels;
import org.platen.inference.fit.AncestralSampler;
import org.platen.inference.fit.Assignments;
import org.platen.inference.fit.Completion;
import org.platen.inference.fit.Imputation;
import org.platen.inference.fit.LatentPosterior;
import org.platen.inference.fit.LikelihoodFit;
import org.platen.inference.fit.Making;
import org.platen.inference.fit.MostProbable;
import org.platen.inference.fit.Posterior;
import org.platen.inference.fit.PosteriorMoments;
import org.platen.inference.fit.Provenance;
import org.platen.inference.fit.SampledData;
import org.platen.inference.fit.StandardErrors;
import org.platen.inference.fit.Tensor;
import org.platen.inference.lower.RoleNames;
import org.platen.inference.lower.Roles;
import org.platen.inference.unconstrained.Unknown;

/** What {@link ExactEm} returns: the best of its starts. Immutable. */
public final class EmFit implements LikelihoodFit {

    private final Model model;
    private final Data data;
    private final Binding binding;
    private final Roles roles;
    private final Map<Variable, String> rules;
    private final List<EmRun> runs;
    private final EmRun best;
    private final Optional<String> reduction;
    private final Making making;
    private final @Nullable Double icl;

    EmFit(
            Model model,
            Data data,
            Binding binding,
            Roles roles,
            Map<Variable, String> rules,
            List<EmRun> runs,
            EmRun best,
            Optional<String> reduction,
            Making making,
            @Nullable Double icl) {
        this.model = model;
        this.data = data;
        this.binding = binding;
        this.roles = roles;
        this.rules = new LinkedHashMap<>(rules);
        this.runs = List.copyOf(runs);
        this.best = best;
        this.reduction = reduction;
        this.making = making;
        this.icl = icl;
    }

    /**
     * A fit again from what it was made of.
     *
     * @param model the same, or another of the same declaration
     * @param data that were fitted, or null where they are not known: what needs them is then an error
     * @throws ModelException when these do not belong together
     */
    public static EmFit of(Model model, @Nullable Data data, EmRecord record, Provenance provenance) {
        Binding binding = data == null ? Binding.ofSizes(model, record.sizes()) : Binding.of(model, data);
        Roles roles = record.roles().of(model);
        Estimates estimates = record.estimates(model, roles.estimated(), binding);
        return new EmFit(
                model,
                binding.data(),
                binding,
                roles,
                record.rules(model),
                record.runs(estimates),
                record.best(estimates),
                Optional.ofNullable(record.reduction()),
                Making.of(provenance),
                record.icl());
    }

    /** What this fit is made of. */
    public EmRecord record() {
        Map<String, String> ruleNames = new LinkedHashMap<>();
        rules.forEach((variable, rule) -> ruleNames.put(variable.name(), rule));
        return new EmRecord(
                DataSizes.of(binding),
                RoleNames.of(roles),
                ruleNames,
                runs.stream().map(EmRecord.Run::of).toList(),
                best.number(),
                estimates(),
                reduction.orElse(null),
                knownIcl());
    }

    /** The value of each estimated variable, by name. */
    Map<String, double[]> estimates() {
        Map<String, double[]> estimates = new LinkedHashMap<>();
        best.estimates().values().forEach((variable, values) -> estimates.put(variable.name(), values));
        return estimates;
    }

    /** Null where it is the BIC, or nothing tells it. */
    private @Nullable Double knownIcl() {
        try {
            return roles.enumeratedLatents().isEmpty() ? null : Double.valueOf(icl());
        } catch (ModelException e) {
            return null;
        }
    }

    private Binding bound(Data other) {
        return binding.asking(Binding.of(model, other), roles.estimated());
    }

    @Override
    public PlateLabels labels() {
        return binding.labels();
    }

    @Override
    public Provenance provenance() {
        return making.provenance();
    }

    @Override
    public Model model() {
        return model;
    }

    @Override
    public Data data() {
        return data;
    }

    @Override
    public List<Variable> estimated() {
        return List.copyOf(roles.estimated());
    }

    @Override
    public Tensor estimate(Variable variable) {
        if (variable instanceof Deterministic) {
            return posterior(binding).value(variable);
        }
        double[] values = best.estimates().values().get(variable);
        ModelException.require(
                values != null,
                "'%s' was not estimated%s. Estimated were %s; discrete latent variables have responsibilities.",
                variable.name(),
                variable instanceof Parameter ? ": nothing that is observed depends on it" : "",
                roles.estimated());
        return Estimates.tensor(variable, java.util.Objects.requireNonNull(values), binding);
    }

    /** Posterior probabilities of a discrete latent variable for the data that were fitted. */
    public Tensor responsibilities(Variable variable) {
        return posterior(binding.requireKnown()).marginal(Assignments.discrete(variable));
    }

    @Override
    public Tensor responsibilities(Variable variable, Data other) {
        return posterior(bound(other)).marginal(Assignments.discrete(variable));
    }

    /** Mean and covariance of a continuous latent variable for the data that were fitted. */
    public PosteriorMoments posterior(Variable variable) {
        return latentPosterior(binding.requireKnown()).of(variable);
    }

    @Override
    public PosteriorMoments posterior(Variable variable, Data other) {
        return latentPosterior(bound(other)).of(variable);
    }

    @Override
    public Tensor posteriorMean(Variable variable, Data other) {
        return latentPosterior(bound(other)).mean(variable);
    }

    @Override
    public PosteriorMoments filteredPosterior(Variable variable, Data other) {
        return latentPosterior(bound(other)).filtered(variable);
    }

    /** What the missing values of the data that were fitted are expected to be. */
    public Imputation impute() {
        return imputation(binding.requireKnown());
    }

    @Override
    public Imputation impute(Data other) {
        return imputation(bound(other));
    }

    /** The most probable value of a discrete latent variable for each element of the data that were fitted. */
    public int[] assignments(Variable variable) {
        return Assignments.of(responsibilities(variable), Assignments.discrete(variable));
    }

    @Override
    public int[] assignments(Variable variable, Data other) {
        return Assignments.of(responsibilities(variable, other), Assignments.discrete(variable));
    }

    /** The values of all discrete latent variables that are the most probable together, for the data that were fitted. */
    public MostProbable mostProbable() {
        return posterior(binding.requireKnown()).mostProbable();
    }

    @Override
    public MostProbable mostProbable(Data other) {
        return posterior(bound(other)).mostProbable();
    }

    @Override
    public Tensor filtered(Variable variable, Data other) {
        return posterior(bound(other)).filtered(variable);
    }

    @Override
    public Tensor predicted(Variable variable, Data other) {
        return posterior(bound(other)).predicted(variable);
    }

    @Override
    public Tensor predictiveLogDensity(Data other) {
        return posterior(bound(other)).predictiveLogDensity();
    }

    @Override
    public Tensor forecast(Variable variable, Data other, int instants) {
        return posterior(bound(other)).forecast(variable, instants);
    }

    @Override
    public double[] logDensity(Data other) {
        return posterior(bound(other)).logDensity();
    }

    @Override
    public double logLikelihood(Data other) {
        return posterior(bound(other)).logLikelihood();
    }

    @Override
    public Data sample(Data givens, long seed) {
        Binding sizes = binding.asking(Binding.forPrediction(model, givens), roles.estimated());
        Map<Variable, double[][]> drawn =
                new AncestralSampler(model, sizes, best.estimates().values()).draw(seed);
        return SampledData.of(model, givens, sizes, drawn);
    }

    @Override
    public Data completed(Data data, long seed) {
        return Completion.of(model, data, best.estimates().values(), seed);
    }

    @Override
    public double logLikelihood() {
        return best.objective() - best.logPrior();
    }

    /** The log prior density of the latent variables that were estimated at their mode; 0 when there are none. */
    public double logPrior() {
        return best.logPrior();
    }

    @Override
    public int freeParameters() {
        int numbers = roles.estimated().stream()
                .mapToInt(variable -> Unknown.elements(variable, binding) * Unknown.unconstrained(variable))
                .sum();
        return numbers - rotations();
    }

    /** Directions in which loadings turn without a change of the likelihood. */
    int rotations() {
        return LatentFactor.of(model, roles).stream()
                .mapToInt(factor -> factor.rotations(binding))
                .sum();
    }

    /** Number of rows of the largest observed plate, or of instants of all series of a chain: the n of {@link #bic}. */
    @Override
    public int observations() {
        return model.observed().stream()
                .flatMap(variable -> variable.plates().stream())
                .mapToInt(this::observations)
                .max()
                .orElse(1);
    }

    private int observations(Plate plate) {
        Plate series = plate.isChain() ? plate.parent() : null;
        int alike = series == null ? binding.size(plate) : binding.size(series) * binding.size(plate);
        return binding.lengths(plate).map(Lengths::total).orElse(alike);
    }

    @Override
    public double icl() {
        if (icl != null) {
            return icl;
        }
        return roles.enumeratedLatents().isEmpty()
                ? bic()
                : bic() - 2 * mostProbable().logProbability();
    }

    /**
     * Standard errors and covariances of the estimates, from the second derivatives of log likelihood plus log prior. Takes about ten passes over the data for
     * each free parameter, every time it is asked for.
     *
     * @throws ModelException when more than 2,000 numbers were estimated
     */
    @Override
    public StandardErrors standardErrors() {
        return ObservedInformation.of(
                model, binding.requireKnown(), roles, best.estimates().values());
    }

    @Override
    public List<Double> trace() {
        return best.trace();
    }

    @Override
    public List<List<Double>> traces() {
        return runs.stream().map(EmRun::trace).toList();
    }

    /** Iterations of the best start. */
    public int iterations() {
        return best.trace().size() - 1;
    }

    /** Why the best start stopped. */
    public String stoppingReason() {
        return best.reason();
    }

    /** How each start ended, in words. */
    public List<String> starts() {
        return runs.stream().map(EmRun::describe).toList();
    }

    /** How each estimated variable is updated in the M-step: by the rule of a closed form, or "Newton", or "quasi-Newton" where many numbers are. */
    public Map<String, String> updates() {
        Map<String, String> updates = new LinkedHashMap<>();
        roles.estimated().forEach(variable -> updates.put(variable.name(), rules.getOrDefault(variable, "")));
        return updates;
    }

    /** The fewer rows that the fit worked on, in words; empty when it read them all. */
    public Optional<String> reduction() {
        return reduction;
    }

    /** Seconds that the fit took; for a resumed one also those before it was stopped. */
    public double seconds() {
        return making.took().toNanos() * 1e-9;
    }

    @Override
    public String summary() {
        return EmSummary.of(this, roles, runs);
    }

    /** The summary, followed by the standard error of every estimate. */
    public String summary(StandardErrors errors) {
        return summary() + "\nStandard errors\n" + errors.table();
    }

    /** @throws ModelException when an estimate is for other elements than those of {@code over}, or values are missing that cannot be */
    private Posterior posterior(Binding over) {
        return new Posterior(model, over, roles(over), best.estimates().values());
    }

    private LatentPosterior latentPosterior(Binding over) {
        return new LatentPosterior(model, over, roles(over), best.estimates().values());
    }

    private Imputation imputation(Binding over) {
        return Imputation.of(model, over, roles(over), best.estimates().values());
    }

    private Roles roles(Binding over) {
        for (Variable variable : roles.estimated()) {
            int estimated = Unknown.elements(variable, binding);
            int needed = Unknown.elements(variable, over);
            ModelException.require(
                    estimated == needed,
                    "'%s' was estimated for each of %d elements of %s, and these data have %d: new elements have no estimate",
                    variable.name(),
                    estimated,
                    variable.axes(),
                    needed);
        }
        return over == binding ? roles : Analysis.at(model, over, roles);
    }

    @Override
    public String toString() {
        return summary();
    }
}
