package org.platen.inference.em;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.Executor;
import org.platen.inference.engine.Halt;
import org.platen.inference.engine.Progress;
import org.platen.inference.fit.Components;
import org.platen.inference.lower.Joint;

/**
 * One start of EM, from weights to convergence. Reads as Dempster, Laird and Rubin (1977): expectation, maximisation, until nothing changes.
 *
 * @param first where it begins
 * @param leaps null where none are made
 */
record EmLoop(
        EmProgram program,
        FirstStep first,
        @Nullable Leaps leaps,
        Optional<Estimates> given,
        EmOptions options,
        Progress.Listener listener,
        Halt halt,
        Journal journal) {

    /** Steps of the numerical M-step: to its end where it is all there is to do, else just some way up (generalised EM). */
    static final int NUMERICAL_STEPS = 50;

    private static final int NUMERICAL_STEPS_BESIDE_LATENTS = 2;

    /** How far below the last one an objective may be by rounding, relative to 1 + |objective|. */
    private static final double ROUNDING = 1e-9;

    /** How far apart the objectives of the same estimates may be in another environment, relative to 1 + |objective|. */
    private static final double SAME = 1e-6;

    EmRun run(int number, int count, Executor executor) {
        Standing before = journal.before(number);
        if (before != null && before.ended()) {
            return before.run();
        }
        String early = halt.reason();
        if (early != null && number > 0 && before == null) {
            return new EmRun.Builder(number, first.neutral(number)).failed("not made, %s", early);
        }
        Estimates estimates =
                before == null ? start(number, executor) : before.run().estimates();
        EmRun.Builder run = before == null ? new EmRun.Builder(number, estimates) : new EmRun.Builder(before);
        EmState state = new EmState(program, executor);
        double previous = Double.NEGATIVE_INFINITY;
        if (before != null) {
            state.resume(before.units());
            previous = before.run().objectiveBefore();
        }
        boolean latents = !program.joint().roles().enumerated().isEmpty()
                || !program.joint().roles().integrated().isEmpty();
        int steps = latents ? NUMERICAL_STEPS_BESIDE_LATENTS : NUMERICAL_STEPS;
        Leaps.Run leaping = leaps == null ? null : leaps.run();
        while (true) {
            double objective = state.expect(estimates);
            double change = objective - previous;
            if (before != null) {
                requireSame(before.run(), objective);
                before = null;
            } else {
                String failure = failure(state, objective, change, run.iterations() + 1);
                if (failure != null) {
                    return journal.ended(run.failed("%s", failure));
                }
                run.reached(estimates, objective, state.logPrior(), state.units());
                journal.reached(run);
                if (run.iterations() > 0) {
                    listener.on(new Progress(number, count, run.iterations(), objective, change, journal.elapsed()));
                }
            }
            String end = end(objective, change, run.iterations());
            if (end != null) {
                return journal.ended(run.ended(end));
            }
            String halted = halt.reason();
            if (halted != null) {
                return run.ended(halted);
            }
            previous = objective;
            estimates = leaping == null ? state.maximise(estimates, steps) : leaping.next(state, estimates, steps);
        }
    }

    /** The E-step that a start stood at is made again: its objective tells whether this is the same model, data and arithmetic. */
    private static void requireSame(EmRun before, double objective) {
        ModelException.require(
                Math.abs(objective - before.objective()) <= SAME * (1 + Math.abs(objective)),
                "start %d of the checkpoint stands at objective %s, but its estimates have %s here: it was made by another version of the library,"
                        + " or of the model. Begin anew without resume.",
                before.number() + 1,
                before.objective(),
                objective);
    }

    private @Nullable String failure(EmState state, double objective, double change, int iteration) {
        String collapsed = state.collapsed();
        if (collapsed != null) {
            return collapsed;
        }
        String improper = state.improper();
        if (improper != null) {
            return improper;
        }
        if (!Double.isFinite(objective)) {
            return String.format(Locale.ROOT, "the log joint density became %s at iteration %d", objective, iteration);
        }
        if (change < -ROUNDING * (1 + Math.abs(objective))) {
            return String.format(
                    Locale.ROOT,
                    "the objective fell by %.3e at iteration %d, which EM never does: a numerical M-step or a nearly singular matrix lost too many digits",
                    -change,
                    iteration);
        }
        return null;
    }

    private @Nullable String end(double objective, double change, int iterations) {
        double slack = options.tolerance() * (1 + Math.abs(objective));
        if (slack > 0 && change <= slack) {
            return String.format(Locale.ROOT, "converged: the objective changed by %.1e, at most %.1e", change, slack);
        }
        if (iterations >= options.iterations()) {
            return "stopped at the limit of " + options.iterations() + " iterations";
        }
        return null;
    }

    /** The same solution with components in their canonical order: an order that changes the objective is no exchange of components and is not made. */
    EmRun ordered(EmRun run, Executor executor) {
        EmState state = new EmState(program, executor);
        Estimates estimates = run.estimates();
        double slack = 1e-8 * (1 + Math.abs(run.objective()));
        Joint joint = program.joint();
        for (Components components : Components.of(joint.roles(), joint.layout().binding())) {
            int[] order = components.canonicalOrder(joint.roles().estimated(), estimates.values());
            Estimates sorted = new Estimates(components.ordered(estimates.values(), order));
            if (Math.abs(state.expect(sorted) - run.objective()) <= slack) {
                estimates = sorted;
            }
        }
        return run.at(estimates);
    }

    private Estimates start(int number, Executor executor) {
        return given.orElseGet(() -> first.estimates(number, executor));
    }
}
