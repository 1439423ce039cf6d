package org.platen.inference.amortized;

import org.platen.inference.engine.Progress;

/** Tells training in the words of all engines: steps are iterations, and the negative loss is what is maximised. */
final class EngineProgress implements TrainingProgress.Listener {

    private final Progress.Listener to;
    private double before = Double.NaN;

    EngineProgress(Progress.Listener to) {
        this.to = to;
    }

    @Override
    public void on(TrainingProgress progress) {
        double objective = -progress.loss();
        int step = (int) Math.min(progress.step(), Integer.MAX_VALUE);
        to.on(new Progress(0, 1, step, objective, objective - before, progress.elapsed()));
        before = objective;
    }
}
