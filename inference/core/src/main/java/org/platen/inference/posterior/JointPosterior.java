package org.platen.inference.posterior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.fit.AncestralSampler;
import org.platen.inference.fit.LogDensities;
import org.platen.inference.fit.PosteriorMoments;
import org.platen.inference.fit.PushForward;
import org.platen.inference.fit.SampledData;
import org.platen.inference.fit.Tensors;
import org.platen.inference.lower.Roles;
import org.platen.inference.unconstrained.PosteriorRoles;
import org.platen.inference.unconstrained.Unknown;

/**
 * The posterior distribution of all continuous unknowns of a model given its data, known by joint draws. Parameters, which have no prior, have the same value in every
 * draw. Immutable.
 */
public final class JointPosterior {

    private final Model model;
    private final Data data;
    private final Binding binding;
    private final Roles roles;
    private final Draws draws;
    private final Map<Variable, Marginal> known;
    private final Map<Variable, PosteriorMoments> latent = new ConcurrentHashMap<>();

    /** Known by draws alone. */
    public JointPosterior(Binding binding, Roles roles, Draws draws) {
        this(binding, roles, draws, Map.of());
    }

    /** @param known marginals that are known better than by draws */
    public JointPosterior(Binding binding, Roles roles, Draws draws, Map<Variable, Marginal> known) {
        this.model = binding.model();
        this.data = binding.data();
        this.binding = binding;
        this.roles = roles;
        this.draws = draws;
        this.known = new LinkedHashMap<>(known);
    }

    /** The model. */
    public Model model() {
        return model;
    }

    /** What is conditioned on. */
    public Data data() {
        return data;
    }

    /** The data as they fit the model. */
    public Binding binding() {
        return binding;
    }

    /** Other data to be asked about. Of what is integrated out nothing is kept. */
    Binding bound(Data other) {
        Set<Variable> kept = new LinkedHashSet<>(draws.variables());
        kept.removeAll(roles.integrated());
        return binding.asking(Binding.of(model, other), kept);
    }

    private Binding boundForPrediction(Data other) {
        return binding.asking(Binding.forPrediction(model, other), draws.variables());
    }

    /** Joint draws of all continuous latent variables and parameters. */
    public Draws draws() {
        return draws;
    }

    /**
     * This posterior with the same labels in all draws, where components of mixtures or states of chains may change places without a change of the model: then the
     * marginals of single components mean something. Each draw is put in the order in which it is nearest to the others; see {@link LabelAlignment}, which also aligns
     * whole chains and several fits.
     */
    public JointPosterior aligned() {
        return LabelAlignment.ofDraws(this);
    }

    /** The marginal of a latent, deterministic or parameter variable. */
    public Marginal get(Variable variable) {
        Marginal marginal = known.get(variable);
        if (marginal != null) {
            return marginal;
        }
        if (integratedLatents().contains(variable)) {
            binding.requireKnown();
        }
        Draws own = variable instanceof Deterministic deterministic ? pushed(List.of(deterministic)) : draws;
        ModelException.require(
                own.variables().contains(variable),
                "'%s' was not drawn, those that were are %s. Variables of rows that came in batches have one for any rows in fit.posterior(rows).",
                variable.name(),
                own.variables());
        double[][] flat = flat(own).stream().map(at -> at.get(variable)).toArray(double[][]::new);
        Marginal drawn = DrawnMarginal.of(flat, names(variable), own.dims(variable));
        return integratedLatents().contains(variable)
                ? new LatentMarginal(
                        latent.computeIfAbsent(variable, one -> new Averages(this).latentMoments(one, data)), drawn)
                : drawn;
    }

    /** The marginal of the variable of this name. */
    public Marginal get(String variable) {
        return get(model.get(variable));
    }

    /**
     * Draws of deterministic variables, at the draws of what they depend on.
     *
     * @throws ModelException when one depends on discrete variables
     */
    public Draws pushed(List<Deterministic> variables) {
        List<Map<Variable, double[]>> all = flat(draws);
        Roles known = withDrawn();
        Map<Variable, double[][][]> values = new LinkedHashMap<>();
        for (Deterministic variable : variables) {
            double[][] flat = PushForward.of(model, binding, known, all, variable);
            double[][][] chains = new double[draws.chains()][][];
            for (int chain = 0; chain < chains.length; chain++) {
                chains[chain] = Arrays.copyOfRange(flat, chain * draws.perChain(), (chain + 1) * draws.perChain());
            }
            values.put(variable, chains);
        }
        return Draws.of(binding, values);
    }

    /**
     * The log density of each row of the data that were fitted at each draw: [draw][row], chain after chain. Rows are the series of chains, else the elements of
     * the plate of observations; discrete variables are summed out. What is left out one by one in cross-validation.
     */
    public double[][] logLikelihoods() {
        for (Variable variable : roles.estimated()) {
            ModelException.require(
                    Unknown.unconstrained(variable) == 0 || draws.variables().contains(variable),
                    "the densities of rows need the posterior of '%s', which was not kept: ask fit.posterior(rows), which has it for any rows",
                    variable.name());
        }
        return LogDensities.ofRows(model, binding, roles, valuesAt(binding, data, flat(draws), 1));
    }

    /**
     * The log density of each row of other data, averaged over the posterior: log 1/S Σ p(row | draw). Latent variables of new elements are drawn from their
     * prior given the rest of each draw.
     */
    public PredictiveDensity logDensity(Data other) {
        Binding at = bound(other);
        List<Map<Variable, double[]>> values = valuesAt(at, other, flat(draws), 1);
        return PredictiveDensity.of(LogDensities.ofRows(model, at, rolesAt(at), values));
    }

    /**
     * Data drawn anew from the posterior predictive distribution: the observed variables of {@code other}, one set of values a draw of the posterior. Latent variables of
     * plates of observations are kept for the data that were fitted and drawn from their prior for others; those of other plates are kept where sizes agree.
     *
     * @param other givens, and sizes of plates, by {@link Data#size} or by the values of observed variables, which are drawn anew
     * @param samples how many sets of values, evenly from the draws of the posterior
     * @return draws of the observed variables in one chain
     */
    public Draws predictive(Data other, int samples, long seed) {
        Binding at = boundForPrediction(other);
        List<Map<Variable, double[]>> all = flat(draws);
        Map<Variable, double[][][]> values = new LinkedHashMap<>();
        model.observed().forEach(observed -> values.put(observed, new double[1][samples][]));
        AncestralSampler sampler = new AncestralSampler(model, at, kept(at, other, all.get(0)));
        for (int i = 0; i < samples; i++) {
            Map<Variable, double[]> kept = kept(at, other, all.get((int) ((long) i * all.size() / samples)));
            Map<Variable, double[][]> drawn = sampler.draw(kept, seed + i);
            for (RandomVariable observed : model.observed()) {
                double[][] own = drawn.get(observed);
                if (own != null) {
                    java.util.Objects.requireNonNull(values.get(observed))[0][i] = Tensors.rowMajor(own);
                } else {
                    values.remove(observed);
                }
            }
        }
        return Draws.of(at, values);
    }

    /** The same for the data that were fitted: replicates of them. */
    public Draws predictive(int samples, long seed) {
        return predictive(data, samples, seed);
    }

    /** Data drawn anew at one draw of the posterior, as {@link #predictive(Data, int, long)}; they can be bound to the model. */
    public Data sample(Data other, long seed) {
        Binding at = boundForPrediction(other);
        int which = (int) Math.floorMod(seed, (long) draws.size());
        Map<Variable, double[]> kept = kept(at, other, flat(draws).get(which));
        return SampledData.of(model, other, at, new AncestralSampler(model, at, kept).draw(seed));
    }

    /** What becomes of the unknowns. */
    public Roles roles() {
        return roles;
    }

    /** The same with what is integrated out and was drawn at its draws. */
    private Roles withDrawn() {
        List<Variable> estimated = new ArrayList<>(roles.estimated());
        Set<RandomVariable> integrated = new LinkedHashSet<>(roles.integrated());
        integrated.removeAll(draws.variables());
        draws.variables().stream().filter(one -> !estimated.contains(one)).forEach(estimated::add);
        return new Roles(estimated, roles.enumerated(), integrated);
    }

    /** The latent variables that are integrated out. */
    Set<RandomVariable> integratedLatents() {
        return roles.integrated().stream()
                .filter(one -> !one.isObserved())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The same with other draws, which alone say what is known of {@code changed}. */
    JointPosterior with(Draws other, Collection<Variable> changed) {
        Map<Variable, Marginal> kept = new LinkedHashMap<>(known);
        kept.keySet().removeAll(changed);
        return new JointPosterior(binding, roles, other, kept);
    }

    /** Each draw as values of all variables, chain after chain. */
    List<Map<Variable, double[]>> flat(Draws all) {
        return IntStream.range(0, all.size())
                .mapToObj(i -> all.at(i / all.perChain(), i % all.perChain()))
                .toList();
    }

    /** Values for other data: some are kept, the others drawn from their prior given those. */
    List<Map<Variable, double[]>> valuesAt(Binding at, Data other, List<Map<Variable, double[]>> from, long seed) {
        List<Map<Variable, double[]>> values = new ArrayList<>();
        AncestralSampler sampler = new AncestralSampler(model, at, kept(at, other, from.get(0)));
        for (int i = 0; i < from.size(); i++) {
            Map<Variable, double[]> kept = new LinkedHashMap<>(kept(at, other, from.get(i)));
            if (!kept.keySet().containsAll(roles.estimated())) {
                sampler.draw(new LinkedHashMap<>(kept), seed + i).forEach((variable, drawn) -> {
                    if (roles.estimated().contains(variable)) {
                        kept.put(variable, Tensors.rowMajor(drawn));
                    }
                });
            }
            values.add(kept);
        }
        return values;
    }

    private Map<Variable, double[]> kept(Binding at, Data other, Map<Variable, double[]> draw) {
        if (other == data) {
            return draw;
        }
        Set<Plate> observed = model.observed().stream()
                .flatMap(variable -> variable.plates().stream())
                .filter(Plate::sizedByData)
                .collect(Collectors.toSet());
        Map<Variable, double[]> kept = new LinkedHashMap<>();
        draw.forEach((variable, value) -> {
            boolean ofObservations = variable.plates().stream().anyMatch(observed::contains);
            boolean sameSize = Unknown.elements(variable, at) == Unknown.elements(variable, binding);
            if (!ofObservations && sameSize) {
                kept.put(variable, value);
            }
        });
        return kept;
    }

    Roles rolesAt(Binding other) {
        PosteriorRoles at = PosteriorRoles.of(model, other, integratedLatents());
        at.suitability().require("the posterior", model.name());
        return at.roles();
    }

    private static List<String> names(Variable variable) {
        return variable.axes().stream().map(Axis::toString).toList();
    }
}
