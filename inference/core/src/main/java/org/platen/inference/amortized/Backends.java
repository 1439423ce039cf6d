package org.platen.inference.amortized;

import java.util.ServiceLoader;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.train.TrainingBackend;

/** The backends there are. */
public final class Backends {

    private Backends() {}

    /** The first of the class path that says it is there (a {@link ServiceLoader} of {@link TrainingBackend}), else plain Java. */
    public static TrainingBackend best() {
        return ServiceLoader.load(TrainingBackend.class).findFirst().orElseGet(JvmBackend::new);
    }
}
