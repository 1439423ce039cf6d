package org.platen.inference.engine;

import java.nio.file.Path;
import java.time.Duration;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Data;
import org.platen.inference.fit.Fit;

/** A way to fit any model that suits it. An immutable value; options are set by methods that return a changed copy. */
public interface Engine {

    /** Whether this engine can fit {@code model} to {@code data}, and if not which variable stops it, why, and what would do. */
    Suitability suits(Model model, Data data);

    /**
     * Fits {@code model} to {@code data}.
     *
     * @throws org.platen.dsl.shape.ModelException when the data do not fit the model, or the model does not suit the engine
     */
    Fit fit(Model model, Data data);

    /** This engine with another number of threads; results do not depend on it. An engine that has no choice stays as it is. */
    default Engine threads(int threads) {
        return this;
    }

    /** This engine with another seed: equal ones give equal results. An engine without chance stays as it is. */
    default Engine seed(long seed) {
        return this;
    }

    /** This engine, ending with what it has reached after this time. An engine that makes no steps stays as it is. */
    default Engine timeLimit(Duration limit) {
        return this;
    }

    /** This engine, ending with what it has reached when it is cancelled, by any thread. An engine that makes no steps stays as it is. */
    default Engine cancelledBy(Cancellation cancellation) {
        return this;
    }

    /** This engine, keeping in a file how it stands, so often and at the end, for {@link #resume}. An engine that makes no steps stays as it is. */
    default Engine checkpoint(Path file, Duration every) {
        return this;
    }

    /** This engine, going on from where a {@linkplain #checkpoint checkpoint} stands. An engine that makes no steps stays as it is. */
    default Engine resume(Path file) {
        return this;
    }

    /**
     * This engine, going on from where one of its fits ended: one just made, or read from a file that holds what is needed.
     *
     * @throws org.platen.dsl.shape.ModelException when there is nothing to go on from, with the reason; by the fit, when model, data or options are others
     */
    default Engine resume(Fit fit) {
        throw new ModelException(getClass().getSimpleName()
                + " does not go on from fits. Write checkpoints while it fits, and resume one of them.");
    }

    /** This engine, telling {@code to} where it stands, and nobody else. An engine that makes no steps stays as it is. */
    default Engine progress(Progress.Listener to) {
        return this;
    }
}
