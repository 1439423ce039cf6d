package org.platen.inference.em;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.LocalExecutor;

/** The starts of one fit, run on the threads there are, and the best of them. */
final class AllStarts {

    private static final int ROWS_OF_A_SMALL_FIT = 20_000;

    private AllStarts() {}

    /** Small fits run several starts at a time, each on one thread; large ones one after the other, each on all threads. */
    static List<EmRun> run(EmLoop loop, int count, int rows) {
        try (LocalExecutor all = new LocalExecutor(loop.options().threads())) {
            EmRun[] runs = new EmRun[count];
            if (count > 1 && rows < ROWS_OF_A_SMALL_FIT) {
                all.run(
                        count,
                        (worker, index) ->
                                runs[index] = loop.halt().guard(() -> loop.run(index, count, new LocalExecutor(1))));
                return List.of(runs);
            }
            List<EmRun> inTurn = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                inTurn.add(loop.run(i, count, all));
            }
            return inTurn;
        }
    }

    /** @throws ModelException when all failed: with the reasons, and what helps */
    static EmRun best(Model model, List<EmRun> runs) {
        return runs.stream()
                .filter(run -> run.failure() == null)
                .max(Comparator.comparingDouble(EmRun::objective))
                .orElseThrow(() -> allFailed(model, runs));
    }

    private static ModelException allFailed(Model model, List<EmRun> runs) {
        String reasons = String.join(
                "; ", runs.stream().map(EmRun::reason).distinct().limit(5).toList());
        return new ModelException(
                "no start of EM on model '" + model.name() + "' reached a solution (" + runs.size() + " tried): "
                        + reasons
                        + ". More restarts may find one; a prior on the variable named, instead of a parameter, keeps it away from such points.");
    }
}
