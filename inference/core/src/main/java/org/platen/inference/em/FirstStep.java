package org.platen.inference.em;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.data.Binding;
import org.platen.inference.fit.Streams;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;

/**
 * Where exact EM begins: at the estimates of an M-step for the {@linkplain Starts#weights first weights} of discrete variables, or without these in the units of the data.
 * Other engines that look for a maximum begin there too.
 */
public final class FirstStep {

    /** The first M-step is made twice: the second sums deviations from the first one's means. */
    private static final int STEPS = 2;

    private final EmProgram program;
    private final boolean weighted;
    private final Starts starts;
    private final long seed;

    /**
     * @param program of the fit where {@code weighted} is null, else what makes estimates of weights
     * @param weighted what makes first estimates of weights; null where fits start from the data's location and spread
     */
    FirstStep(EmProgram program, @Nullable EmProgram weighted, Starts starts, long seed) {
        this.program = weighted == null ? program : weighted;
        this.weighted = weighted != null;
        this.starts = starts;
        this.seed = seed;
    }

    /**
     * Of a model whose discrete variables are all that exact EM would sum or integrate out, and whose M-step takes a few passes over the data; empty of any other, and of
     * those that do not suit it.
     */
    public static Optional<FirstStep> ofDiscrete(Model model, Binding binding, long seed) {
        Analysis analysis = Analysis.of(model, binding, Overrides.NONE);
        Roles roles = analysis.roles();
        if (!analysis.suitability().suits()
                || roles.enumeratedLatents().isEmpty()
                || !roles.integrated().isEmpty()) {
            return Optional.empty();
        }
        Layout layout = Layout.of(model, binding, roles);
        EmProgram weighted = EmProgram.of(model, layout, roles, new JvmBackend(), true);
        NumericalStep numerical = weighted.numerical();
        return numerical != null && NumericalStep.size(layout, numerical.targets()) > Newton.LARGEST
                ? Optional.empty()
                : Optional.of(new FirstStep(weighted, weighted, new Starts(model, layout, roles), seed));
    }

    /** The values of all that is estimated, row-major; {@code number} of the start from 0. */
    public Map<Variable, double[]> values(int number) {
        return estimates(number, new LocalExecutor(1)).values();
    }

    /** Before any step. */
    Estimates neutral(int number) {
        return starts.neutral(seed, number);
    }

    Estimates estimates(int number, Executor executor) {
        Estimates estimates = neutral(number);
        EmState state = new EmState(program, executor);
        if (weighted) {
            state.bindStart(starts.weights(seed, number));
        }
        state.expect(estimates);
        estimates = state.apart(estimates, Streams.of(seed, "apart " + number));
        for (int i = 0; weighted && i < STEPS; i++) {
            state.expect(estimates);
            estimates = state.maximise(estimates, EmLoop.NUMERICAL_STEPS);
        }
        return estimates;
    }
}
