package org.platen.inference.amortized;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Running;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.Backend;
import org.platen.inference.checkpoint.FitIdentity;
import org.platen.inference.checkpoint.NumbersFile;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.data.DataSizes;
import org.platen.inference.data.PlateLabels;
import org.platen.inference.fit.AncestralSampler;
import org.platen.inference.fit.Assignments;
import org.platen.inference.fit.Completion;
import org.platen.inference.fit.Fit;
import org.platen.inference.fit.Imputation;
import org.platen.inference.fit.Making;
import org.platen.inference.fit.MostProbable;
import org.platen.inference.fit.PosteriorMoments;
import org.platen.inference.fit.Provenance;
import org.platen.inference.fit.SampledData;
import org.platen.inference.fit.Tensor;
import org.platen.inference.unconstrained.Unknown;

/**
 * A model trained by {@link AmortizedVi}: values of its parameters, and approximations of its latent variables for any data. Log densities are importance-sampled
 * with {@value #SAMPLES} draws; {@link #logEvidence} takes as many as are asked for and tells its error. Immutable.
 */
public final class AmortizedFit implements Fit {

    /** Draws of importance sampling where none are asked for. */
    static final int SAMPLES = 100;

    private final Model model;
    private final Binding binding;
    private final List<TrainingProgress> history;
    private final String stoppingReason;
    private final Making making;
    private final Questions questions;
    private final List<String> ofStarts;
    private final @Nullable List<String> warnings;
    private final @Nullable Supplier<NumbersFile> training;

    /** @param training where it ended, worked out when it is asked for; null where it has not */
    AmortizedFit(
            Binding binding,
            List<TrainingProgress> history,
            String stoppingReason,
            Making making,
            Questions questions,
            @Nullable Supplier<NumbersFile> training) {
        this(binding, history, stoppingReason, making, questions, List.of(), null, training);
    }

    private AmortizedFit(
            Binding binding,
            List<TrainingProgress> history,
            String stoppingReason,
            Making making,
            Questions questions,
            List<String> ofStarts,
            @Nullable List<String> warnings,
            @Nullable Supplier<NumbersFile> training) {
        this.model = questions.model();
        this.binding = binding;
        this.history = List.copyOf(history);
        this.stoppingReason = stoppingReason;
        this.making = making;
        this.questions = questions;
        this.ofStarts = List.copyOf(ofStarts);
        this.warnings = warnings;
        this.training = training;
    }

    /**
     * A fit again from what it was made of.
     *
     * @param model the same, or another of the same declaration
     * @param data that were fitted, or null where they are not known: what needs them is then an error
     * @param backend that answers
     * @throws ModelException when these do not belong together
     */
    public static AmortizedFit of(
            Model model, @Nullable Data data, AmortizedRecord record, Provenance provenance, Backend backend) {
        Binding binding = data == null ? Binding.ofSizes(model, record.sizes()) : Binding.of(model, data);
        Questions questions = new Questions(model, record.trained(), record.trainedRows(), backend, record.seed());
        Map<String, Integer> lengths = new LinkedHashMap<>();
        questions
                .withoutGuide(binding)
                .approximations()
                .trained()
                .forEach((name, one) -> lengths.put(name, one.beginning().size()));
        model.running()
                .forEach(running -> lengths.put(
                        Approximations.running(running),
                        running.weight().shape().size()));
        ModelException.require(
                record.trained().keySet().equals(lengths.keySet()),
                "trained were %s, found numbers of %s",
                lengths.keySet(),
                record.trained().keySet());
        lengths.forEach((name, length) -> {
            int found = Objects.requireNonNull(record.trained().get(name)).length;
            ModelException.require(found == length, "'%s' has %d numbers, expected %d", name, found, length);
        });
        List<TrainingProgress> history = record.history(provenance.time().reports());
        return new AmortizedFit(
                binding,
                history,
                record.reason(),
                Making.of(provenance),
                questions,
                List.of(),
                record.warnings(),
                training(record));
    }

    private static @Nullable Supplier<NumbersFile> training(AmortizedRecord record) {
        NumbersFile numbers = record.training();
        if (numbers == null) {
            return null;
        }
        TrainingCheckpoint.of(numbers).requireOf(record.trained());
        return () -> numbers;
    }

    /** What this fit is made of, but for the state of training. */
    public AmortizedRecord record() {
        return record(null);
    }

    /**
     * The same with all that {@link AmortizedVi#resume(Fit)} needs.
     *
     * @throws ModelException when the fit does not hold it
     */
    public AmortizedRecord recordWithTraining() {
        return record(ended());
    }

    /** Whether it holds what {@link AmortizedVi#resume(Fit)} needs. */
    public boolean holdsTraining() {
        return training != null;
    }

    private NumbersFile ended() {
        ModelException.require(
                training != null,
                "this fit of '%s' holds no state of its optimiser, so that training cannot go on from it: the fit that the engine returned does, and files that were"
                        + " written with Fits.saveWithOptimizer(fit, file), or by platen fit --keep-optimizer",
                model.name());
        return Objects.requireNonNull(training).get();
    }

    /** A checkpoint of the end of training. */
    NumbersFile training() {
        NumbersFile bare = ended();
        TrainingCheckpoint whole = TrainingCheckpoint.of(bare).with(trained(), history, making.took());
        return FitIdentity.of(bare).before(whole.file());
    }

    private AmortizedRecord record(@Nullable NumbersFile state) {
        return new AmortizedRecord(
                DataSizes.of(binding),
                trained(),
                questions.trainedRows(),
                questions.seed(),
                history.stream().map(AmortizedRecord.Report::of).toList(),
                stoppingReason,
                warnings(),
                state);
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
        return binding.data();
    }

    @Override
    public PlateLabels labels() {
        return binding.labels();
    }

    private Binding bound(Data other) {
        return binding.asking(Binding.of(model, other), model.parameters());
    }

    private Binding boundForPrediction(Data other) {
        return binding.asking(Binding.forPrediction(model, other), model.parameters());
    }

    /** The reports of training, in their order. */
    public List<TrainingProgress> history() {
        return history;
    }

    /** Why training ended. */
    public String stoppingReason() {
        return stoppingReason;
    }

    /** The value of a parameter or of running moments, or the centre of the approximation of a latent variable that has no rows. */
    @Override
    public Tensor estimate(Variable variable) {
        ModelException.require(
                variable instanceof Parameter
                        || variable instanceof Running
                        || variable instanceof RandomVariable random && !random.isObserved() && !random.isDiscrete(),
                "'%s' has no estimate: it is neither a parameter nor a continuous latent variable",
                variable.name());
        Questions.At at = binding.isKnown() ? questions.at(binding, 1) : questions.withoutGuide(binding);
        return questions.ask(at, variable, (joint, approximations) -> approximations.value(variable));
    }

    /**
     * The log evidence of each row by importance sampling from the approximations: log p(x) is the log of the average of p(x, z) / q(z | x).
     *
     * @param samples draws for each row, rounded up to a multiple of 50 above that
     */
    public Evidence logEvidence(Data data, int samples) {
        ModelException.require(samples >= 1, "the evidence takes at least one sample, found %d", samples);
        return questions.evidence(bound(data), samples, false);
    }

    /**
     * The same by naive Monte Carlo: the log of the average likelihood over draws of the prior. With a few draws it misses where the posterior is, and is far too
     * low: beside {@link #logEvidence} it shows why approximations are needed.
     */
    public Evidence naiveLogEvidence(Data data, int samples) {
        ModelException.require(samples >= 1, "the evidence takes at least one sample, found %d", samples);
        return questions.evidence(bound(data), samples, true);
    }

    /** The evidence lower bound of some data and its parts, per row; one draw for each row. */
    public Elbo elbo(Data data) {
        return questions.bound(bound(data));
    }

    @Override
    public double[] logDensity(Data data) {
        return logEvidence(data, SAMPLES).rows();
    }

    /**
     * The probabilities of a discrete variable's values for each row under its declared approximation; of an observed one as if it were missing.
     *
     * @throws ModelException when it has no approximation
     */
    @Override
    public Tensor responsibilities(Variable variable, Data data) {
        Distribution own = variable instanceof RandomVariable random
                ? model.guide().factors().get(random)
                : null;
        ModelException.require(
                own != null && variable instanceof RandomVariable random && random.isDiscrete(),
                "'%s' is no discrete variable with a declared approximation; those are approximated: %s",
                variable.name(),
                model.guide().factors().keySet());
        RandomVariable discrete = (RandomVariable) variable;
        Data asked = discrete.isObserved() ? unknown(discrete, data) : data;
        return DiscretePosterior.of(questions, bound(asked), discrete, Objects.requireNonNull(own));
    }

    private Data unknown(RandomVariable variable, Data data) {
        Binding sizes = boundForPrediction(data);
        double[] missing =
                new double[Unknown.elements(variable, sizes) * variable.shape().size()];
        Arrays.fill(missing, Double.NaN);
        return data.without(variable).and(variable, missing);
    }

    @Override
    public int[] assignments(Variable variable, Data data) {
        return Assignments.of(responsibilities(variable, data), (RandomVariable) variable);
    }

    /**
     * Mean and covariance of the approximation, at the centre of what it depends on; entries of one value are independent in it.
     *
     * @throws ModelException where the approximation reads the class of a row that is not known: ask for {@link #posteriorMean}, or give the class
     */
    @Override
    public PosteriorMoments posterior(Variable variable, Data data) {
        return new ApproximateMoments(questions, bound(data)).both(variable);
    }

    /** The mean of the approximation, also on average over classes that it reads and that are not known. */
    @Override
    public Tensor posteriorMean(Variable variable, Data data) {
        return new ApproximateMoments(questions, bound(data)).mean(variable);
    }

    /**
     * What the observed variables are expected to be where latent ones are at the centre of their approximation, on average over classes that are not known.
     *
     * @param observed with a mean in closed form
     * @return axes the variable's plates, then its event
     */
    public Tensor reconstruct(String observed, Data data) {
        return new Reconstruction(questions, observed).of(bound(data));
    }

    /**
     * What an observed variable is expected to be at some values of a latent one: a generated image for each.
     *
     * @param values a row for each element of the plate that both live in
     */
    public Tensor decode(String observed, String latent, double[][] values) {
        return new Reconstruction(questions, observed).at(latent, values);
    }

    /**
     * Missing entries (NaN) of an observed variable replaced by what they are expected to be, given the others: latent variables are drawn from the approximation,
     * and weighted by importance.
     *
     * @param samples draws for each row; the more there are, the closer to the exact expectation
     * @return axes the variable's plate, then its event
     */
    public Tensor imputed(String observed, Data data, int samples) {
        Binding at = bound(data);
        return new ImputingByImportance(questions, new Incomplete(at, (RandomVariable) model.get(observed)))
                .imputed(at, samples);
    }

    /**
     * The same by pseudo-Gibbs sampling, whose approximations see filled data: latent variables and missing entries are drawn in turn (Rezende, Mohamed and Wierstra
     * 2014, appendix F).
     *
     * @param sweeps of which the first half is left out
     */
    public Tensor imputedByPseudoGibbs(String observed, Data data, int sweeps, long seed) {
        Binding at = bound(data);
        return new PseudoGibbs(questions, new Incomplete(at, (RandomVariable) model.get(observed)))
                .imputed(data, sweeps, seed);
    }

    /**
     * The mean squared difference between the entries of each row and their {@linkplain #reconstruct reconstruction}: a score of anomaly beside
     * {@link #anomalyScores}.
     */
    public double[] reconstructionErrors(String observed, Data data) {
        return new Reconstruction(questions, observed).errors(bound(data));
    }

    /**
     * What an observed variable is expected to be along the straight line between two values of a latent one.
     *
     * @param steps how many values, both ends included
     */
    public Tensor interpolate(String observed, String latent, double[] from, double[] to, int steps) {
        return new Reconstruction(questions, observed).along(latent, from, to, steps);
    }

    /** What may be wrong with the fit, a sentence each, with what to try; empty when nothing is known of. */
    public List<String> warnings() {
        return warnings == null ? AmortizedWarnings.of(this, ofStarts, questions.backend()) : warnings;
    }

    /**
     * How many entries of a latent variable say anything: those whose approximate mean varies over the rows with a variance above 0.01 (Burda, Grosse and
     * Salakhutdinov 2016, section 5.2).
     */
    public int activeUnits(String latent, Data data) {
        return AmortizedWarnings.active(
                posteriorMean(model.get(latent), data),
                model.get(latent).shape().size());
    }

    @Override
    public Data sample(Data data, long seed) {
        Binding sizes = boundForPrediction(data);
        return SampledData.of(model, data, sizes, new AncestralSampler(model, sizes, known()).draw(seed));
    }

    @Override
    public Data completed(Data data, long seed) {
        return Completion.of(model, data, known(), seed);
    }

    private Map<Variable, double[]> known() {
        Map<Variable, double[]> values = new LinkedHashMap<>();
        model.parameters()
                .forEach(parameter -> values.put(parameter, estimate(parameter).values()));
        model.running().forEach(running -> values.put(running, estimate(running).values()));
        return values;
    }

    /** The loss of training, negated: a bound per row, over the course of the reports. */
    @Override
    public List<Double> trace() {
        return history.stream().map(report -> -report.loss()).toList();
    }

    @Override
    public String summary() {
        TrainingProgress last = history.get(history.size() - 1);
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%s, amortised variational inference: %s after %d steps, %.1f s%n",
                model.name(), stoppingReason, last.step(), making.took().toMillis() * 1e-3));
        text.append(String.format(
                "loss %.4f nats a row: reconstruction %.4f, divergence %.4f",
                last.loss(), last.reconstruction(), last.divergence()));
        model.networks().forEach(network -> text.append("\n\n").append(network.summary()));
        return text.toString();
    }

    @Override
    public PosteriorMoments filteredPosterior(Variable variable, Data data) {
        throw noChains();
    }

    @Override
    public Tensor filtered(Variable variable, Data data) {
        throw noChains();
    }

    @Override
    public Tensor predicted(Variable variable, Data data) {
        throw noChains();
    }

    @Override
    public Tensor predictiveLogDensity(Data data) {
        throw noChains();
    }

    @Override
    public Tensor forecast(Variable variable, Data data, int instants) {
        throw noChains();
    }

    @Override
    public MostProbable mostProbable(Data data) {
        throw new ModelException(
                "the most probable values of all discrete variables together are known to exactEm and meanFieldVi fits; here assignments(…)"
                        + " gives those of each variable");
    }

    @Override
    public Imputation impute(Data data) {
        throw new ModelException("missing values are imputed here by imputed(\"x\", data, samples)");
    }

    private static ModelException noChains() {
        return new ModelException(
                "amortised inference has no latent chains: exactEm, meanFieldVi and nuts follow them");
    }

    /** The same fit with its answers computed by another backend: in float64 on the JVM, or on TensorFlow. */
    public AmortizedFit on(Backend other) {
        return new AmortizedFit(
                binding, history, stoppingReason, making, questions.on(other), ofStarts, warnings, training);
    }

    /** The best of several, with what is to be said of them all. */
    AmortizedFit amongStarts(List<String> said) {
        return new AmortizedFit(binding, history, stoppingReason, making, questions, said, warnings, training);
    }

    /** The same with other draws in its answers. */
    AmortizedFit seeded(long seed) {
        return new AmortizedFit(
                binding, history, stoppingReason, making, questions.seeded(seed), ofStarts, warnings, training);
    }

    /** Parameters by name, in their unconstrained form as they were trained. */
    Map<String, double[]> trained() {
        return questions.trained();
    }
}
