package org.platen.inference.vi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.checkpoint.NumbersFile;
import org.platen.inference.criticism.ImportanceCorrection;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.data.DataSizes;
import org.platen.inference.fit.Making;
import org.platen.inference.fit.Provenance;
import org.platen.inference.fit.TextTable;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.RoleNames;
import org.platen.inference.posterior.ApproximateFit;
import org.platen.inference.posterior.Draws;
import org.platen.inference.posterior.JointPosterior;
import org.platen.inference.posterior.LatentDraws;
import org.platen.inference.posterior.Marginal;
import org.platen.inference.posterior.PosteriorTable;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.unconstrained.LogDensity;
import org.platen.inference.unconstrained.LogPosterior;
import org.platen.inference.unconstrained.Scales;
import org.platen.inference.vi.batch.NormalNumbers;
import org.platen.inference.vi.batch.RowPosteriors;
import org.platen.inference.vi.batch.StochasticAscent;
import org.platen.inference.vi.batch.StochasticRun;
import org.platen.inference.vi.conjugate.FactorRecord;
import org.platen.inference.vi.conjugate.VariationalFactor;

/** What {@link MeanFieldVi} returns: the approximation of the highest bound of its starts. Immutable. */
public final class VariationalFit implements ApproximateFit {

    /** Starts whose bounds differ by more nats than this have found different solutions. */
    private static final double DISAGREEMENT = 1;

    private static final int DRAWS_TO_COMPARE = 200;

    private final JointPosterior posterior;
    private final Treatment treatment;
    private final ViOptions options;
    private final List<Solution> solutions;
    private int starts;
    private final Solution best;
    private final Elbo elbo;
    private final @Nullable RowPosteriors rows;
    private final Making making;
    private final @Nullable Supplier<NumbersFile> training;
    private volatile @Nullable List<String> warnings;
    private volatile @Nullable Double shape;
    private volatile @Nullable ImportanceCorrection correction;

    private VariationalFit(
            JointPosterior posterior,
            Treatment treatment,
            ViOptions options,
            List<Solution> solutions,
            Solution best,
            Elbo elbo,
            @Nullable RowPosteriors rows,
            Making making,
            @Nullable Supplier<NumbersFile> training) {
        this.rows = rows;
        this.making = making;
        this.training = training;
        this.starts = solutions.size();
        this.posterior = posterior;
        this.treatment = treatment;
        this.options = options;
        this.solutions = solutions;
        this.best = best;
        this.elbo = elbo;
    }

    static VariationalFit of(
            Binding binding,
            Treatment treatment,
            Approach approach,
            List<Solution> solutions,
            ViOptions options,
            Making making,
            @Nullable Supplier<NumbersFile> training) {
        Solution best = solutions.stream()
                .max(Comparator.comparingDouble(solution -> finite(solution.bound())))
                .orElseThrow();
        return of(binding, treatment, solutions, best, approach.elbo(best), options, null, making, training);
    }

    /** By batches, in which some variables are optimised and forgotten. */
    static VariationalFit of(
            Binding binding,
            Treatment treatment,
            Stochastic stochastic,
            StochasticRun run,
            ViOptions options,
            Making making,
            @Nullable Supplier<NumbersFile> training) {
        StochasticAscent ascent = stochastic.ascent();
        Map<Variable, NormalNumbers> numbers =
                new LinkedHashMap<>(run.shared().kept().numbers());
        Coordinates globals = Coordinates.of(ascent.globals(), binding);
        ascent.globals()
                .forEach(
                        variable -> numbers.put(variable, run.shared().numbers().at(globals.places(variable))));
        Map<RandomVariable, VariationalFactor> factors =
                new LinkedHashMap<>(run.shared().factors());
        factors.putAll(run.shared().kept().factors());
        Treatment here = treatment.without(ascent::isLocal, ascent::isKept);
        Solution solution =
                new Solution(factors, gaussian(here.unconstrained(), numbers), run.bound(), run.trace(), run.reason());
        return of(
                binding,
                here,
                List.of(solution),
                solution,
                new Elbo(run.bound(), run.error()),
                options,
                ascent.rows(run),
                making,
                training);
    }

    private static @Nullable Gaussian gaussian(List<Variable> variables, Map<Variable, NormalNumbers> numbers) {
        NormalNumbers all = NormalNumbers.joined(
                variables.stream().map(numbers::get).filter(Objects::nonNull).toList());
        return all.mean().length == 0 ? null : new DiagonalGaussian(all.mean(), all.deviations());
    }

    private static VariationalFit of(
            Binding binding,
            Treatment treatment,
            List<Solution> solutions,
            Solution best,
            Elbo elbo,
            ViOptions options,
            @Nullable RowPosteriors rows,
            Making making,
            @Nullable Supplier<NumbersFile> training) {
        JointPosterior posterior = joint(binding, treatment, best, options);
        return new VariationalFit(
                posterior, treatment, options, List.copyOf(solutions), best, elbo, rows, making, training);
    }

    /**
     * A fit again from what it was made of.
     *
     * @param model the same, or another of the same declaration
     * @param data that were fitted, or null where they are not known: what needs them is then an error
     * @throws ModelException when these do not belong together
     */
    public static VariationalFit of(Model model, @Nullable Data data, ViRecord record, Provenance provenance) {
        ModelException.require(
                provenance.settings() instanceof ViSettings,
                "a variational fit was made by %s",
                provenance.settings().engine());
        ViOptions options = ((ViSettings) provenance.settings()).options();
        Binding binding = data == null ? Binding.ofSizes(model, record.sizes()) : Binding.of(model, data);
        Treatment treatment = Treatment.of(model, record);
        Solution best = Solution.of(treatment, binding, record);
        RowPosteriors rows = record.rows() == null
                ? null
                : record.rows().of(binding, best.factors(), best.numbers(treatment, binding), options.seed());
        JointPosterior posterior = joint(binding, treatment, best, options);
        NumbersFile numbers = record.training();
        VariationalFit fit = new VariationalFit(
                posterior,
                treatment,
                options,
                List.of(best),
                best,
                record.elbo(),
                rows,
                Making.of(provenance),
                numbers == null ? null : () -> numbers);
        fit.starts = record.starts();
        fit.warnings = record.warnings();
        fit.shape = record.shape();
        return fit;
    }

    /** What this fit is made of, but for the state of its steps. */
    public ViRecord record() {
        return record(null);
    }

    /**
     * The same with all that {@link MeanFieldVi#resume(Fit)} needs.
     *
     * @throws ModelException when the fit does not hold it
     */
    public ViRecord recordWithTraining() {
        return record(training());
    }

    /** Whether it holds what {@link MeanFieldVi#resume(Fit)} needs. */
    public boolean holdsTraining() {
        return training != null;
    }

    /** Where it ended, and the state of its steps, as a checkpoint has them. */
    NumbersFile training() {
        ModelException.require(
                training != null,
                "this fit of '%s' holds nothing to go on from (%s). One in batches does after its first pass, and one with all data at once that a limit of time or a"
                        + " cancellation stopped; in files where they were written with Fits.saveWithOptimizer(fit, file), or by platen fit --keep-optimizer",
                model().name(),
                best.reason());
        return Objects.requireNonNull(training).get();
    }

    private ViRecord record(@Nullable NumbersFile state) {
        Map<String, FactorRecord> factors = new LinkedHashMap<>();
        best.factors().forEach((variable, factor) -> factors.put(variable.name(), FactorRecord.of(factor)));
        Gaussian gaussian = best.gaussian();
        return new ViRecord(
                DataSizes.of(posterior.binding()),
                RoleNames.of(treatment.roles()),
                treatment.unconstrained().stream().map(Variable::name).toList(),
                treatments(),
                factors,
                gaussian == null ? null : ViRecord.Numbers.of(gaussian),
                best.bound(),
                best.trace().stream().mapToDouble(Double::doubleValue).toArray(),
                best.reason(),
                starts,
                elbo,
                warnings(),
                options.effort().checked() ? Double.valueOf(shape()) : null,
                rows == null ? null : rows.record(),
                state);
    }

    @Override
    public Provenance provenance() {
        return making.provenance();
    }

    private static JointPosterior joint(Binding binding, Treatment treatment, Solution best, ViOptions options) {
        int count = options.draws();
        Draws approximate = new ApproximateDraws(binding, treatment, best).of(count, options.seed());
        Draws draws = LatentDraws.with(binding, treatment.roles(), approximate, count, options.seed());
        JointPosterior drawn = new JointPosterior(binding, treatment.roles(), draws);
        Map<Variable, Marginal> known = new LinkedHashMap<>();
        best.factors()
                .forEach((variable, factor) -> known.put(variable, new FactorMarginal(factor, drawn.get(variable))));
        return new JointPosterior(binding, treatment.roles(), draws, known);
    }

    private static double finite(double bound) {
        return Double.isNaN(bound) ? Double.NEGATIVE_INFINITY : bound;
    }

    @Override
    public JointPosterior posterior() {
        return posterior;
    }

    /**
     * {@inheritDoc} After a fit in batches that is of any rows: their own variables are optimised together, with those that all rows share as they were found.
     *
     * @param rows as many as their draws have a place in memory
     */
    @Override
    public JointPosterior posterior(Data rows) {
        if (this.rows == null) {
            return ApproximateFit.super.posterior(rows);
        }
        RowPosteriors.Found found = this.rows.of(rows);
        Binding binding = posterior
                .binding()
                .asking(Binding.of(model(), rows), posterior.draws().variables());
        Treatment here = treatment.at(binding).of(found.numbers().keySet());
        Gaussian gaussian = gaussian(here.unconstrained(), found.numbers());
        Solution solution = new Solution(found.factors(), gaussian, best.bound(), best.trace(), best.reason());
        return joint(binding, here, solution, options);
    }

    /** The evidence lower bound: what the log evidence of the data is at least, up to the Monte Carlo error. */
    public Elbo elbo() {
        return elbo;
    }

    /**
     * The factor of a conditionally conjugate variable: its family and parameters.
     *
     * @throws ModelException when the variable has none
     */
    public VariationalFactor factor(Variable variable) {
        ModelException.require(
                variable instanceof RandomVariable random && best.factors().containsKey(random),
                "'%s' has no factor of its own family; those that have are %s",
                variable.name(),
                best.factors().keySet());
        return Objects.requireNonNull(best.factors().get((RandomVariable) variable));
    }

    /** The same of the variable of this name. */
    public VariationalFactor factor(String variable) {
        return factor(model().get(variable));
    }

    /** How each unknown is treated, in words: by a factor of which family, or by gradients and why, or summed out, or maximised. */
    public Map<String, String> treatments() {
        Map<String, String> words = new LinkedHashMap<>();
        treatment.words().forEach((variable, how) -> words.put(variable.name(), how));
        return words;
    }

    /**
     * For each of {@link #draws}, the log density of the posterior, up to the evidence, less that of the approximation: the log weights of importance sampling.
     * Without factors their mean is the bound. What is integrated out is left out of both.
     */
    @Override
    public double[] logRatios() {
        ModelException.require(
                rows == null
                        || draws().variables().containsAll(treatment.roles().estimated()),
                "the fit keeps no posterior of the rows' own variables, so the approximation as a whole is not known: batches hold too little for importance weights");
        Binding binding = posterior.binding();
        LogPosterior target = LogPosterior.of(model(), binding, treatment.roles(), new JvmBackend());
        Scales scales = target.scales();
        Scales own = Scales.of(model(), binding, treatment.roles(), treatment.unconstrained(), new JvmBackend());
        try (LocalExecutor executor = new LocalExecutor(options.threads())) {
            LogDensity density = target.density(executor);
            double[] gradient = new double[density.dimension()];
            return IntStream.range(0, draws().size())
                    .mapToDouble(draw -> {
                        Map<Variable, double[]> values = draws().at(0, draw);
                        double[] point = scales.point(values);
                        return density.at(point, gradient) - logApproximation(values, scales.logJacobians(point), own);
                    })
                    .toArray();
        }
    }

    /** In unconstrained numbers. */
    private double logApproximation(Map<Variable, double[]> values, Map<Variable, Double> logJacobians, Scales own) {
        double log = best.gaussian() == null ? 0 : best.requireGaussian().logDensity(own.point(values));
        for (Map.Entry<RandomVariable, VariationalFactor> one : best.factors().entrySet()) {
            double[] value = Objects.requireNonNull(values.get(one.getKey()));
            log += one.getValue().logDensity(value) + logJacobians.getOrDefault(one.getKey(), 0.0);
        }
        return log;
    }

    /** The Normal approximation in unconstrained numbers. */
    Gaussian gaussian() {
        return best.requireGaussian();
    }

    @Override
    public List<String> warnings() {
        List<String> known = warnings;
        if (known == null) {
            known = findWarnings();
            warnings = known;
        }
        return known;
    }

    /** k-hat of the approximation as a whole. */
    private double shape() {
        Double known = shape;
        return known == null ? correction().shape() : known;
    }

    /** How far the approximation is from the posterior. */
    private ImportanceCorrection correction() {
        ImportanceCorrection found = correction;
        if (found == null) {
            found = ImportanceCorrection.of(this);
            correction = found;
        }
        return found;
    }

    private List<String> findWarnings() {
        List<String> warnings = new ArrayList<>();
        double low = solutions.stream()
                .mapToDouble(solution -> finite(solution.bound()))
                .min()
                .orElse(0);
        if (solutions.size() > 1 && finite(best.bound()) - low > DISAGREEMENT) {
            warnings.add(
                    "starts disagree: their bounds are "
                            + solutions.stream()
                                    .map(solution -> TextTable.number(solution.bound()))
                                    .collect(Collectors.joining(", "))
                            + ". There are several solutions, of which this is the best found; more restarts may find a better one.");
        }
        asGoodAs(best)
                .ifPresent(words ->
                        warnings.add("starts disagree by more than the labels of components, with bounds as high: "
                                + words
                                + ". The posterior has several modes, of which this is one."));
        if (!best.reason().startsWith("converged") && !best.reason().startsWith("made")) {
            warnings.add("not converged: " + best.reason());
        }
        if (options.effort().checked()) {
            warnings.addAll(correction().warnings());
        }
        return List.copyOf(warnings);
    }

    /** How solutions of about the same bound differ from the best. */
    private Optional<String> asGoodAs(Solution best) {
        List<Solution> close = new ArrayList<>(List.of(best));
        solutions.stream()
                .filter(one -> one != best && finite(one.bound()) >= finite(best.bound()) - DISAGREEMENT)
                .forEach(close::add);
        if (close.size() == 1) {
            return Optional.empty();
        }
        Binding binding = posterior.binding();
        return StartAgreement.difference(close.stream()
                .map(one -> new ApproximateDraws(binding, treatment, one).of(DRAWS_TO_COMPARE, options.seed()))
                .map(draws -> new JointPosterior(binding, treatment.roles(), draws))
                .toList());
    }

    @Override
    public String stoppingReason() {
        return best.reason();
    }

    /** The bound after each iteration of the best start; by gradients each by its own draws. */
    @Override
    public List<Double> trace() {
        return best.trace();
    }

    @Override
    public List<List<Double>> traces() {
        return solutions.stream().map(Solution::trace).toList();
    }

    @Override
    public String summary() {
        TextTable table = new TextTable();
        line(
                table,
                "ELBO",
                elbo.error() == 0
                        ? TextTable.number(elbo.value())
                        : String.format(Locale.ROOT, "%.4f ± %.4f", elbo.value(), elbo.error()));
        if (best.gaussian() != null) {
            line(
                    table,
                    "by gradients",
                    options.family().words() + " of " + best.requireGaussian().dimension() + " unconstrained numbers");
        }
        line(table, "iterations", Integer.toString(best.trace().size()));
        line(table, "stopped", best.reason());
        line(table, "starts", Integer.toString(starts));
        if (options.effort().checked()) {
            line(table, "k-hat", TextTable.number(shape()));
        }
        treatments().forEach((name, how) -> line(table, name, how));
        warnings().forEach(warning -> line(table, "warning", warning));
        return "Variational fit of '" + model().name() + "'\n" + table.text() + "\nPosterior\n"
                + PosteriorTable.of(posterior);
    }

    private static void line(TextTable table, String label, String text) {
        table.add(label, List.of(), text);
    }

    @Override
    public String toString() {
        return summary();
    }
}
