package org.platen.inference.vi;

import org.platen.dsl.model.Model;
import org.platen.dsl.shape.Plate;
import org.platen.inference.checkpoint.FitIdentity;
import org.platen.inference.data.Data;
import org.platen.inference.vi.batch.Portions;

/** All that the numbers of a fit depend on. */
final class ViIdentity {

    private ViIdentity() {}

    /** In batches. Passes are not part of it, so that there may be more of them. */
    static FitIdentity ofBatches(Model model, Portions portions, Batching batching, ViOptions options) {
        FitIdentity identity = FitIdentity.of("MeanFieldVi in batches", model);
        for (Plate plate : portions.plates()) {
            identity = identity.with("elements of " + plate, portions.elements(plate))
                    .with("elements of " + plate + " in a batch", portions.size(plate));
        }
        return identity.with("a few elements", portions.some(1, 0).data().fingerprint())
                .with("delay", batching.delay())
                .with("forgetting", batching.forgetting())
                .with("conjugate", options.shape().conjugate())
                .with("seed", options.seed());
    }

    /** With all data at once. */
    static FitIdentity ofWhole(Model model, Data data, int starts, ViOptions options) {
        return FitIdentity.of("MeanFieldVi", model)
                .with("fingerprint of the data", data.fingerprint())
                .with("family", options.family())
                .with("rank", options.shape().rank())
                .with("conjugate", options.shape().conjugate())
                .with("adam", options.shape().adam())
                .with("starts", starts)
                .with("iterations", options.iterations())
                .with("tolerance", options.effort().tolerance())
                .with("accuracy", options.accuracy())
                .with("seed", options.seed());
    }
}
