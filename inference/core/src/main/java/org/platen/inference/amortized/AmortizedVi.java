package org.platen.inference.amortized;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.checkpoint.Keeping;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.engine.Cancellation;
import org.platen.inference.engine.Engine;
import org.platen.inference.engine.OwnFit;
import org.platen.inference.engine.Progress;
import org.platen.inference.engine.RunControl;
import org.platen.inference.engine.Suitability;
import org.platen.inference.fit.Fit;
import org.platen.inference.train.Optimizer;
import org.platen.inference.train.Schedule;
import org.platen.inference.train.TrainingBackend;

/**
 * Amortised variational inference: latent variables are approximated by the distributions that the model's guide declares as functions of the data, and these are
 * trained together with the model's parameters by reparameterised gradients of the evidence lower bound, in small batches (Kingma and Welling 2014; Rezende, Mohamed
 * and Wierstra 2014). Latent variables without a declared approximation get a Normal one, in unconstrained numbers, with a mean and a standard deviation for every
 * element. Discrete variables are summed out, or averaged by their declared approximation, exactly. A model without latent variables is fitted by maximum likelihood.
 * An immutable value.
 */
public final class AmortizedVi implements Engine {

    private final AmortizedOptions options;
    private final @Nullable TrainingBackend backend;

    /**
     * The defaults: 10 epochs in batches of 128 rows, Adam with learning rate 1e-3, one draw of the latent variables, closed-form divergences where they are known,
     * seed 1, and the best {@linkplain Backends#best backend} there is.
     */
    public AmortizedVi() {
        this(
                new AmortizedOptions(
                        new Objective(1, false, true, Schedule.constant(1), 0, 1, Set.of()),
                        new AmortizedOptions.Schooling(10, 128, Optimizer.adam(1e-3), 0, 0, 1),
                        new AmortizedOptions.Control(RunControl.of("AmortizedVi"), progress -> {}, (epoch, now) -> {}),
                        AmortizedOptions.Files.NONE),
                null);
    }

    private AmortizedVi(AmortizedOptions options, @Nullable TrainingBackend backend) {
        this.options = options;
        this.backend = backend;
    }

    /** Passes over the data. */
    public AmortizedVi epochs(int epochs) {
        return with(options.schooling().withEpochs(epochs));
    }

    /** Rows of a batch; the last of an epoch may have fewer. */
    public AmortizedVi batchSize(int rows) {
        return with(options.schooling().withBatchSize(rows));
    }

    /** How numbers follow gradients. */
    public AmortizedVi optimizer(Optimizer optimizer) {
        return with(options.schooling().withOptimizer(optimizer));
    }

    /**
     * Holds rows out, whose loss is reported after every epoch; the fit has the numbers of the epoch where it was lowest.
     *
     * @param share of the rows that is held out
     * @param patience epochs without a lower loss after which training ends; 0 for never
     */
    public AmortizedVi validation(double share, int patience) {
        return with(options.schooling().withValidation(share, patience));
    }

    /**
     * Trains several times, one after the other, from different starts, and takes the training of the lowest loss, of the rows held out where there are any and else of its
     * last epoch. The fit warns where they disagree. {@link #checkpoint} keeps each in a file of its own, the second one with {@code .2} at the end of its name and so on.
     */
    public AmortizedVi restarts(int restarts) {
        return with(options.schooling().withRestarts(restarts));
    }

    /** Draws of the latent variables for each row and step, whose bounds are averaged. */
    public AmortizedVi draws(int draws) {
        return with(options.objective().withDraws(draws, false));
    }

    /**
     * The bound of importance-weighted autoencoders: draws are weighted by importance inside of the logarithm, which brings the bound closer to the evidence the more
     * there are (Burda, Grosse and Salakhutdinov 2016, equation 8).
     */
    public AmortizedVi importanceWeighted(int draws) {
        return with(options.objective().withDraws(draws, true));
    }

    /** Estimates all divergences by draws, also those that are known in closed form. */
    public AmortizedVi sampledDivergence() {
        return with(options.objective().withSampledDivergence());
    }

    /** The weight β of divergences (Higgins et al. 2017, "β-VAE", equation 4). */
    public AmortizedVi divergenceWeight(double weight) {
        return divergenceWeight(Schedule.constant(weight));
    }

    /** The same by step: {@code Schedule.linear(0, 1, 1000)} warms up. */
    public AmortizedVi divergenceWeight(Schedule weight) {
        return with(options.objective().withDivergence(weight));
    }

    /** Nats below which the divergence of a latent number, on average over a batch, costs nothing less, so that it is not given up (Kingma et al. 2016). */
    public AmortizedVi freeBits(double nats) {
        return with(options.objective().withFreeBits(nats));
    }

    /** How much the log density of known values under the approximation of a discrete variable counts (α of Kingma et al. 2014, equation 9). */
    public AmortizedVi classifierWeight(double weight) {
        return with(options.objective().withClassifier(weight));
    }

    /**
     * Draws zeros and ones afresh at every step from the intensities of an observed variable, as probabilities: dynamic binarisation (Burda, Grosse and Salakhutdinov
     * 2016, section 5). Answers about data take these as they are given.
     *
     * @param observed whose data lie between 0 and 1: a {@code bernoulliIntensity}
     */
    public AmortizedVi binarised(String observed) {
        return with(options.objective().withBinarised(observed));
    }

    /** What trains: another backend than the best there is. */
    public AmortizedVi backend(TrainingBackend other) {
        return new AmortizedVi(options, other);
    }

    /** Equal seeds give equal results, on a CPU bit for bit. */
    @Override
    public AmortizedVi seed(long seed) {
        return with(options.control().run().withSeed(seed));
    }

    /** When to stop whatever is reached. */
    @Override
    public AmortizedVi timeLimit(Duration limit) {
        return with(options.control().run().withTimeLimit(limit));
    }

    /** Who may end the fit. */
    @Override
    public AmortizedVi cancelledBy(Cancellation cancellation) {
        return with(options.control().run().withCancellation(cancellation));
    }

    /** Told where training stands, several times an epoch. */
    public AmortizedVi onProgress(TrainingProgress.Listener listener) {
        return with(options.control().withListener(listener));
    }

    /** Told as {@link #onProgress} is, instead of whoever was told before; what is maximised is the bound of a row. */
    @Override
    public AmortizedVi progress(Progress.Listener to) {
        return onProgress(new EngineProgress(to));
    }

    /** Told after every epoch, with the fit as it stands: to draw what it reconstructs, or to judge it by other data. */
    public AmortizedVi onEpoch(EpochListener listener) {
        return with(options.control().withEpochs(listener));
    }

    /**
     * Writes where training stands into a file, so that it can be {@linkplain #resume gone on with}: at the beginning, then so often, and at the end, also when it is
     * cancelled or out of time. The file is replaced whole or not at all.
     *
     * @param every how much time there may be between two
     */
    @Override
    public AmortizedVi checkpoint(Path file, Duration every) {
        return with(options.files().kept().withCheckpoint(file, every));
    }

    /**
     * Goes on from a checkpoint, of the same model, data, options and kind of backend, to where training would have come without a pause, on a CPU bit for bit. There
     * may be more epochs than before. Fits throw {@link ModelException} when the file is one of something else, truncated or damaged.
     */
    @Override
    public AmortizedVi resume(Path file) {
        return with(options.files().kept().withResume(file));
    }

    /**
     * Goes on from where a fit of the same model, data, options and kind of backend ended, to where training would have come without a pause, on a CPU bit for bit: with
     * more epochs than it made, else it has nothing to do. Of several {@linkplain #restarts trainings} it is the best that goes on, alone. A fit that was read from a file
     * holds what is needed where it was written with the state of its optimiser.
     *
     * @throws ModelException when the fit holds no such state, or is one of another engine
     */
    @Override
    public AmortizedVi resume(Fit fit) {
        AmortizedFit own = OwnFit.of(this, AmortizedFit.class, fit, "");
        return with(options.files().kept().withFrom(own.training()));
    }

    /**
     * Writes losses, reconstructions, divergences and the learning rate by step into event files that TensorBoard draws ({@code tensorboard --logdir folder}). A fit that
     * begins takes the place of curves that are there; one that {@linkplain #resume goes on} adds to those of the steps before its checkpoint.
     */
    public AmortizedVi tensorBoard(Path folder) {
        return with(options.files().withTensorBoard(folder));
    }

    @Override
    public Suitability suits(Model model, Data data) {
        return Unknowns.of(model, Binding.of(model, data)).suitability();
    }

    @Override
    public AmortizedFit fit(Model model, Data data) {
        Binding binding = Binding.of(model, data);
        Unknowns unknowns = Unknowns.of(model, binding);
        unknowns.suitability().require("AmortizedVi", model.name());
        TrainingBackend trains = backend == null ? Backends.best() : backend;
        return new TrainingStarts(model, data, binding, unknowns, options, trains).run();
    }

    /** The options that numbers depend on. */
    public AmortizedSettings settings() {
        return AmortizedSettings.of(options);
    }

    /** The engine with these options, and the best backend there is. */
    public static AmortizedVi of(AmortizedSettings settings) {
        AmortizedVi engine = new AmortizedVi()
                .with(settings.objective())
                .epochs(settings.epochs())
                .batchSize(settings.batchSize())
                .optimizer(settings.optimizer())
                .restarts(settings.restarts())
                .seed(settings.seed());
        AmortizedVi held =
                engine.with(engine.options.schooling().withValidation(settings.validation(), settings.patience()));
        return settings.timeLimit() == null ? held : held.timeLimit(settings.timeLimit());
    }

    private AmortizedVi with(Objective other) {
        return new AmortizedVi(options.with(other), backend);
    }

    private AmortizedVi with(AmortizedOptions.Schooling other) {
        return new AmortizedVi(options.with(other), backend);
    }

    private AmortizedVi with(RunControl other) {
        return with(options.control().with(other));
    }

    private AmortizedVi with(AmortizedOptions.Control other) {
        return new AmortizedVi(options.with(other), backend);
    }

    private AmortizedVi with(Keeping.Files other) {
        return with(options.files().with(other));
    }

    private AmortizedVi with(AmortizedOptions.Files other) {
        return new AmortizedVi(options.with(other), backend);
    }
}
