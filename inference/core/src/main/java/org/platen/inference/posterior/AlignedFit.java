package org.platen.inference.posterior;

import java.util.List;
import org.platen.inference.fit.Provenance;

/** A fit whose draws have the same labels of components, so that answers about single components mean something. */
record AlignedFit(PosteriorFit fit, JointPosterior posterior) implements PosteriorFit {

    @Override
    public List<String> warnings() {
        return fit.warnings();
    }

    @Override
    public String stoppingReason() {
        return fit.stoppingReason();
    }

    @Override
    public Provenance provenance() {
        return fit.provenance();
    }

    @Override
    public List<Double> trace() {
        return fit.trace();
    }

    @Override
    public List<List<Double>> traces() {
        return fit.traces();
    }

    @Override
    public String summary() {
        return fit.summary() + "\nPosterior, labels aligned\n" + PosteriorTable.of(posterior);
    }

    @Override
    public String toString() {
        return summary();
    }
}
