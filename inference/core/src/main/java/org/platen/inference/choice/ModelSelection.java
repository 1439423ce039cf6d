package org.platen.inference.choice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.data.Data;
import org.platen.inference.engine.Engine;
import org.platen.inference.fit.Fit;
import org.platen.inference.fit.LikelihoodFit;

/**
 * Fits every member of a family of models, for example mixtures of one to nine components, and says which is best. Members run at the same time on the
 * threads there are; results do not depend on how many those are. An immutable value.
 */
public final class ModelSelection {

    private final Engine engine;
    private final Criterion criterion;
    private final CrossValidation validation;
    private final int threads;
    private final SelectionProgress.Listener listener;

    /**
     * By {@link Criterion#BIC}, on a thread for each processor.
     *
     * @param engine fits all members, so it must not be one that writes a checkpoint: they would write it over each other
     */
    public ModelSelection(Engine engine) {
        this(engine, Criterion.BIC, new CrossValidation(), Runtime.getRuntime().availableProcessors(), progress -> {});
    }

    private ModelSelection(
            Engine engine,
            Criterion criterion,
            CrossValidation validation,
            int threads,
            SelectionProgress.Listener listener) {
        this.engine = engine;
        this.criterion = criterion;
        this.validation = validation;
        this.threads = threads;
        this.listener = listener;
    }

    /** By what the best is chosen. Members are cross-validated only for {@link Criterion#CROSS_VALIDATION}. */
    public ModelSelection criterion(Criterion by) {
        return new ModelSelection(engine, by, validation, threads, listener);
    }

    /** How members are cross-validated. */
    public ModelSelection crossValidation(CrossValidation how) {
        return new ModelSelection(engine, criterion, how, threads, listener);
    }

    /** Number of threads, shared by the members. */
    public ModelSelection threads(int number) {
        ModelException.require(number >= 1, "a selection needs at least one thread, found %d", number);
        return new ModelSelection(engine, criterion, validation, number, listener);
    }

    /** Tells {@code to} whenever a member is finished. */
    public ModelSelection progress(SelectionProgress.Listener to) {
        return new ModelSelection(engine, criterion, validation, threads, to);
    }

    /**
     * Fits the model of each member to data bound to any model whose variables have the same names; see {@link Data#forModel}.
     *
     * @param members what tells the models apart, for example numbers of components; {@code toString} names them in the table
     * @param family the model of a member
     * @return all members in their order; one that cannot be declared or fitted is there with its reason
     */
    public <K> Comparison fit(Iterable<? extends K> members, Function<? super K, Model> family, Data data) {
        return fit(members, family, data::forModel);
    }

    /** As {@link #fit(Iterable, Function, Data)}, with data made for each model. */
    public <K> Comparison fit(
            Iterable<? extends K> members, Function<? super K, Model> family, Function<? super Model, Data> data) {
        List<K> all = new ArrayList<>();
        members.forEach(all::add);
        ModelException.require(!all.isEmpty(), "a family needs at least one member to choose from");
        Thread caller = Thread.currentThread();
        int atOnce = Math.min(threads, all.size());
        Engine each = engine.threads(Math.max(1, threads / atOnce));
        Candidate[] candidates = new Candidate[all.size()];
        AtomicInteger done = new AtomicInteger();
        try (LocalExecutor executor = new LocalExecutor(atOnce)) {
            executor.run(all.size(), (worker, piece) -> {
                // The last members are usually the largest; begun first, they are not waited for alone.
                int index = all.size() - 1 - piece;
                K member = all.get(index);
                Candidate candidate = caller.isInterrupted()
                        ? Candidate.failed(String.valueOf(member), "not fitted, the selection was interrupted")
                        : candidate(member, family, data, each);
                candidates[index] = candidate;
                synchronized (done) {
                    listener.on(new SelectionProgress(done.incrementAndGet(), all.size(), candidate));
                }
            });
        }
        return new Comparison(Arrays.asList(candidates), criterion);
    }

    private <K> Candidate candidate(
            K member, Function<? super K, Model> family, Function<? super Model, Data> data, Engine each) {
        String name = String.valueOf(member);
        try {
            Model model = family.apply(member);
            Data own = data.apply(model);
            Fit fit = each.fit(model, own);
            if (!(fit instanceof LikelihoodFit likelihood)) {
                return Candidate.failed(
                        name, each.getClass().getSimpleName() + " gives no likelihood to compare models by");
            }
            Candidate fitted = Candidate.fitted(name, likelihood);
            return criterion == Criterion.CROSS_VALIDATION ? fitted.with(validation.of(model, own, each)) : fitted;
        } catch (RuntimeException e) {
            return Candidate.failed(name, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }
}
