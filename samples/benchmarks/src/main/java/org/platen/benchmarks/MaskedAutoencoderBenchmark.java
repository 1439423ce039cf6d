package org.platen.benchmarks;

import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.inference.amortized.AmortizedVi;
import org.platen.inference.amortized.TrainingProgress;
import org.platen.inference.data.Data;
import org.platen.inference.tensorflow.Device;
import org.platen.inference.tensorflow.TensorFlowBackend;
import org.platen.inference.train.Optimizer;
import org.platen.models.autoregressive.Made;

/**
 * Steps of training a masked autoencoder of 784 binary entries with 500 hidden units and direct connections (Germain et al. 2015) with Adam on TensorFlow, as a user's fit makes them.
 * Arguments: the device, cpu or gpu; threads; rows of a mini-batch; epochs over 10,000 rows.
 */
public final class MaskedAutoencoderBenchmark {

    private static final int PIXELS = 784;
    private static final int HIDDEN = 500;
    private static final int ROWS = 10_000;

    private MaskedAutoencoderBenchmark() {}

    /** Where training stood at a report. */
    private record Mark(long step, Duration elapsed, long processor) {

        static Mark of(TrainingProgress progress) {
            return new Mark(progress.step(), progress.elapsed(), ProcessorTime.now());
        }
    }

    /** Prints steps a second of the clock and of the processor, over the later half of the epochs. */
    public static void main(String[] arguments) {
        Device device = arguments[0].equals("gpu") ? Device.gpu(0) : Device.cpu();
        int epochs = Integer.parseInt(arguments[3]);
        Model made = Made.ordered("made", IntStream.range(0, PIXELS).toArray(), new int[] {HIDDEN}, true, 1);
        SplittableRandom random = new SplittableRandom(1);
        double[][] rows = new double[ROWS][PIXELS];
        for (double[] row : rows) {
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                row[pixel] = random.nextDouble() < 0.2 ? 1 : 0;
            }
        }
        Mark[] marks = new Mark[2];
        new AmortizedVi()
                .backend(new TensorFlowBackend().device(device).threads(Integer.parseInt(arguments[1])))
                .batchSize(Integer.parseInt(arguments[2]))
                .epochs(epochs)
                .optimizer(Optimizer.adam(1e-3))
                .onProgress(progress -> {
                    marks[1] = Mark.of(progress);
                    if (progress.epoch() <= epochs / 2) {
                        marks[0] = marks[1];
                    }
                })
                .fit(made, Data.of(made.get("x"), rows));
        long steps = marks[1].step() - marks[0].step();
        System.out.printf(
                Locale.ROOT,
                "%.1f steps a second, %.1f steps a second of processor time%n",
                steps * 1e9 / marks[1].elapsed().minus(marks[0].elapsed()).toNanos(),
                steps * 1e9 / (marks[1].processor() - marks[0].processor()));
    }
}
