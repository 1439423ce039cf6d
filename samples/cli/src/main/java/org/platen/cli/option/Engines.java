package org.platen.cli.option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.files.Fits;
import org.platen.inference.amortized.AmortizedVi;
import org.platen.inference.amortized.TrainingProgress;
import org.platen.inference.em.ExactEm;
import org.platen.inference.engine.Cancellation;
import org.platen.inference.engine.Engine;
import org.platen.inference.engine.Progress;
import org.platen.inference.fit.Fit;
import org.platen.inference.mcmc.Nuts;
import org.platen.inference.vi.MeanFieldVi;

/**
 * Engines with the options of the command line; those that were not given stay as the engine has them.
 *
 * @param options of the engine
 * @param chance seed and threads
 * @param cancellation ends the fit
 * @param progress told of iterations
 * @param training told of steps of training
 */
public record Engines(
        EngineOptions options,
        Chance chance,
        Cancellation cancellation,
        Progress.Listener progress,
        TrainingProgress.Listener training) {

    private static final Map<EngineName, Set<String>> UNDERSTOOD = Map.of(
            EngineName.EM, Set.of("--restarts", "--iterations", "--from", "--keep-optimizer"),
            EngineName.VI,
                    Set.of(
                            "--restarts",
                            "--iterations",
                            "--batch-size",
                            "--epochs",
                            "--draws",
                            "--from",
                            "--keep-optimizer"),
            EngineName.AMORTIZED, Set.of("--batch-size", "--epochs", "--device", "--from", "--keep-optimizer"),
            EngineName.NUTS, Set.of("--chains", "--warmup", "--draws"));

    /**
     * The engine for {@code model}.
     *
     * @throws ModelException when an option is one of other engines, or does not go with the rest
     */
    public Engine engine(Model model) {
        List<String> others = new ArrayList<>(given());
        others.removeAll(UNDERSTOOD.get(options.engine));
        ModelException.require(
                others.isEmpty(), "--engine %s knows no %s", options.engine, String.join(" and no ", others));
        ModelException.require(
                !options.resume || options.checkpoint != null, "--resume: say from what, with --checkpoint file");
        ModelException.require(
                !options.resume || options.from == null, "--resume and --from both say what to go on from: give one");
        boolean inBatches = options.batchSize != null;
        ModelException.require(
                options.engine != EngineName.VI || inBatches || options.epochs == null && !options.keepOptimizer,
                "--engine vi with all data at once makes no passes and comes to its end by itself: --epochs and --keep-optimizer take --batch-size");
        Engine engine = switch (options.engine) {
            case EM -> em().progress(progress);
            case VI -> vi(model).progress(progress);
            case AMORTIZED -> amortized().onProgress(training);
            case NUTS -> nuts().progress(progress);
        };
        engine = with(
                engine,
                options.checkpoint,
                (it, file) -> it.checkpoint(file, EngineOptions.seconds(options.checkpointEvery)));
        engine = with(engine, checkpoint(), Engine::resume);
        engine = with(engine, options.from, Engines::goingOn);
        engine = with(engine, options.timeLimit, (it, seconds) -> it.timeLimit(EngineOptions.seconds(seconds)));
        return engine.seed(chance.seed()).threads(chance.threads()).cancelledBy(cancellation);
    }

    private List<String> given() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("--restarts", options.restarts);
        values.put("--iterations", options.iterations);
        values.put("--batch-size", options.batchSize);
        values.put("--epochs", options.epochs);
        values.put("--chains", options.chains);
        values.put("--warmup", options.warmup);
        values.put("--draws", options.draws);
        values.put("--from", options.from);
        values.put("--keep-optimizer", options.keepOptimizer ? Boolean.TRUE : null);
        values.put("--device", "cpu".equals(options.device) ? null : options.device);
        return values.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(Map.Entry::getKey)
                .toList();
    }

    private ExactEm em() {
        ExactEm em = new ExactEm();
        em = with(em, options.restarts, ExactEm::restarts);
        return with(em, options.iterations, ExactEm::iterations);
    }

    private MeanFieldVi vi(Model model) {
        MeanFieldVi vi = new MeanFieldVi();
        vi = with(vi, options.restarts, MeanFieldVi::restarts);
        vi = with(vi, options.iterations, MeanFieldVi::iterations);
        vi = with(vi, options.draws, MeanFieldVi::draws);
        Integer passes = options.epochs;
        return with(
                vi,
                options.batchSize,
                (it, size) -> passes == null
                        ? it.batches(rows(model).name(), size)
                        : it.batches(rows(model).name(), size, passes, 10, 0.7));
    }

    private static Plate rows(Model model) {
        List<Plate> open = model.plates().stream().filter(Plate::sizedByData).toList();
        ModelException.require(
                open.size() == 1,
                "--batch-size: model '%s' has plates sized by the data %s, expected one that batches are of",
                model.name(),
                open);
        return open.get(0);
    }

    private AmortizedVi amortized() {
        AmortizedVi amortized = new AmortizedVi();
        amortized = with(amortized, options.device, (it, device) -> it.backend(Devices.backend(device)));
        amortized = with(amortized, options.batchSize, AmortizedVi::batchSize);
        return with(amortized, options.epochs, AmortizedVi::epochs);
    }

    private Nuts nuts() {
        Nuts nuts = new Nuts();
        nuts = with(nuts, options.chains, Nuts::chains);
        nuts = with(nuts, options.warmup, Nuts::warmup);
        return with(nuts, options.draws, Nuts::draws);
    }

    private static Engine goingOn(Engine engine, Path fit) {
        Fit earlier = Fits.load(fit);
        try {
            return engine.resume(earlier);
        } catch (ModelException e) {
            throw new ModelException("--from " + fit + ": " + e.getMessage());
        }
    }

    private @Nullable Path checkpoint() {
        Path file = options.checkpoint;
        return options.resume && file != null && Files.exists(file) ? file : null;
    }

    private static <E, V> E with(E engine, @Nullable V value, BiFunction<E, V, E> option) {
        return value == null ? engine : option.apply(engine, value);
    }
}
