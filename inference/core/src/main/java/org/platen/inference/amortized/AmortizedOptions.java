package org.platen.inference.amortized;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.platen.inference.checkpoint.Keeping;
import org.platen.inference.engine.RunControl;
import org.platen.inference.train.Optimizer;

/**
 * What amortised inference may be told.
 *
 * @param objective what is made as high as can be
 * @param schooling how it is trained
 * @param control over how it runs
 * @param files where it is kept
 */
record AmortizedOptions(Objective objective, Schooling schooling, Control control, Files files) {

    /**
     * How long and in what steps.
     *
     * @param epochs passes over the data
     * @param batchSize rows of a batch
     * @param optimizer how numbers follow gradients
     * @param validation share of the rows that is held out
     * @param patience epochs without a lower loss of the rows held out after which training ends; 0 for never
     * @param restarts trainings, the best of which is taken
     */
    record Schooling(int epochs, int batchSize, Optimizer optimizer, double validation, int patience, int restarts) {

        Schooling {
            require(epochs >= 1, "epochs", epochs, "at least 1");
            require(batchSize >= 1, "batchSize", batchSize, "at least 1");
            require(validation >= 0 && validation < 1, "validation", validation, "a share from 0 to below 1");
            require(patience >= 0, "patience", patience, "at least 0");
            require(restarts >= 1, "restarts", restarts, "at least 1");
        }

        Schooling withEpochs(int other) {
            return new Schooling(other, batchSize, optimizer, validation, patience, restarts);
        }

        Schooling withBatchSize(int other) {
            return new Schooling(epochs, other, optimizer, validation, patience, restarts);
        }

        Schooling withOptimizer(Optimizer other) {
            return new Schooling(epochs, batchSize, other, validation, patience, restarts);
        }

        Schooling withValidation(double share, int other) {
            return new Schooling(epochs, batchSize, optimizer, share, other, restarts);
        }

        Schooling withRestarts(int other) {
            return new Schooling(epochs, batchSize, optimizer, validation, patience, other);
        }
    }

    /**
     * How it runs.
     *
     * @param run its seed and limits
     * @param listener told where training stands
     * @param epochs told after every epoch
     */
    record Control(RunControl run, TrainingProgress.Listener listener, EpochListener epochs) {

        Control with(RunControl other) {
            return new Control(other, listener, epochs);
        }

        Control withListener(TrainingProgress.Listener other) {
            return new Control(run, other, epochs);
        }

        Control withEpochs(EpochListener other) {
            return new Control(run, listener, other);
        }
    }

    /**
     * Where training is kept.
     *
     * @param kept what training goes on from, and the file that is told how it stands
     * @param tensorBoard the folder that event files are written into, or null for none
     */
    record Files(Keeping.Files kept, @Nullable Path tensorBoard) {

        /** Nowhere. */
        static final Files NONE = new Files(Keeping.Files.NONE, null);

        Files with(Keeping.Files other) {
            return new Files(other, tensorBoard);
        }

        Files withTensorBoard(Path folder) {
            return new Files(kept, folder);
        }

        /** Those of one of several trainings: files beside these with its number at the end of their names, and a folder for each; one that was not begun begins. */
        Files ofStart(int number) {
            Path begun = kept.resume() == null ? null : numbered(kept.resume(), number);
            Path told = kept.checkpoint() == null ? null : numbered(kept.checkpoint(), number);
            boolean goesOn = begun != null && (number == 1 || begun.toFile().exists());
            return new Files(
                    new Keeping.Files(told, goesOn ? begun : null, null, kept.every()),
                    tensorBoard == null ? null : tensorBoard.resolve("start " + number));
        }

        private static Path numbered(Path file, int number) {
            return number == 1 ? file : file.resolveSibling(file.getFileName() + "." + number);
        }
    }

    AmortizedOptions with(Objective other) {
        return new AmortizedOptions(other, schooling, control, files);
    }

    AmortizedOptions with(Schooling other) {
        return new AmortizedOptions(objective, other, control, files);
    }

    AmortizedOptions with(Control other) {
        return new AmortizedOptions(objective, schooling, other, files);
    }

    AmortizedOptions with(Files other) {
        return new AmortizedOptions(objective, schooling, control, other);
    }

    private static void require(boolean condition, String name, Object found, String expected) {
        if (!condition) {
            throw new IllegalArgumentException("AmortizedVi: " + name + " must be " + expected + ", found " + found);
        }
    }
}
