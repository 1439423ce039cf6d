package org.platen.inference.amortized;

import java.util.ServiceLoader;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.train.TrainingBackend;

/** The backends there are. */
public final class Backends {

    private Backends() {}

    /** The first of the class path (a {@link ServiceLoader} of {@link TrainingBackend}) that nothing stands in the way of, else plain Java. */
    public static TrainingBackend best() {
        for (TrainingBackend backend : ServiceLoader.load(TrainingBackend.class)) {
            if (backend.obstacle() == null) {
                return backend;
            }
        }
        return new JvmBackend();
    }
}
