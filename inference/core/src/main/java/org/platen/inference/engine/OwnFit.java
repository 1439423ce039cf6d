package org.platen.inference.engine;

import org.platen.dsl.shape.ModelException;
import org.platen.inference.fit.Fit;

/** A fit that its engine goes on from: see {@link Engine#resume(Fit)}. */
public final class OwnFit {

    private OwnFit() {}

    /**
     * The fit as one of the engine's own.
     *
     * @param otherwise what to do with fits of others, from a semicolon on, or nothing
     * @throws ModelException when it is one of another engine
     */
    public static <F extends Fit> F of(Engine engine, Class<F> own, Fit fit, String otherwise) {
        ModelException.require(
                own.isInstance(fit),
                "%s goes on from fits of its own, not from a fit of class %s%s",
                engine.getClass().getSimpleName(),
                fit.getClass().getSimpleName(),
                otherwise);
        return own.cast(fit);
    }
}
