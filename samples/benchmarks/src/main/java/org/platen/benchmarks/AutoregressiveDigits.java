package org.platen.benchmarks;

import static org.platen.dsl.distribution.Distributions.bernoulliIntensityLogits;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.dsl.network.Activation;
import org.platen.dsl.network.Masks;
import org.platen.dsl.shape.Shape;
import org.platen.inference.amortized.AmortizedFit;
import org.platen.inference.amortized.AmortizedVi;
import org.platen.inference.dataset.Binarisation;
import org.platen.inference.dataset.Datasets;
import org.platen.inference.dataset.ImageSplit;
import org.platen.inference.dataset.Images;
import org.platen.inference.tensorflow.Device;
import org.platen.inference.tensorflow.TensorFlowBackend;
import org.platen.inference.train.Optimizer;
import org.platen.inference.train.Schedule;

/**
 * Autoregressive models of the digits of MNIST, each pixel given those before it: a fully visible sigmoid belief network (Frey 1998) and a masked autoencoder with 500 hidden
 * units, direct connections and one mask of the natural order (Germain et al. 2015). Arguments: a folder with the four files; {@code fvsbn} or {@code made}; {@code dynamic} for
 * pixels drawn anew at every step from their intensities, or {@code threshold} for pixels above one half; epochs; learning rate; seed; threads.
 */
public final class AutoregressiveDigits {

    private static final int PIXELS = 784;
    private static final int HIDDEN = 500;
    private static final int BATCH = 100;

    private AutoregressiveDigits() {}

    /** Trains and prints what a test image costs, in nats. */
    public static void main(String[] arguments) {
        ImageSplit digits = Datasets.idxFolder(Path.of(arguments[0]));
        boolean dynamic = arguments[2].equals("dynamic");
        int epochs = Integer.parseInt(arguments[3]);
        double rate = Double.parseDouble(arguments[4]);
        long seed = Long.parseLong(arguments[5]);
        int threads = Integer.parseInt(arguments[6]);
        Model model = arguments[1].equals("fvsbn") ? beliefNetwork() : maskedAutoencoder(seed);
        Images train = digits.train();
        Images test = digits.test();
        Binarisation binarisation = dynamic ? Binarisation.fixed(1) : Binarisation.above(0.5);
        AmortizedVi engine = new AmortizedVi()
                .backend(new TensorFlowBackend().device(Device.cpu()).threads(threads))
                .epochs(epochs)
                .batchSize(BATCH)
                .seed(seed)
                .optimizer(Optimizer.adam(Schedule.cosineDecay(rate, 0, (long) epochs * train.count() / BATCH)));
        if (dynamic) {
            engine = engine.binarised("x");
        }
        long processor = ProcessorTime.now();
        AmortizedFit fit = engine.fit(model, (dynamic ? train : train.binarised(binarisation, 0)).into(model.get("x")));
        System.out.printf(
                Locale.ROOT, "%s, %s, learning rate %s, seed %d: ", arguments[1], arguments[2], arguments[4], seed);
        double[] densities = fit.logDensity(test.binarised(binarisation, 0).into(model.get("x")));
        System.out.printf(
                Locale.ROOT,
                "training %.2f nats an image at the end, test %.2f; %.0f s of processor time%n",
                -fit.trace().get(fit.trace().size() - 1),
                -Arrays.stream(densities).average().orElseThrow(),
                (ProcessorTime.now() - processor) * 1e-9);
    }

    private static Model beliefNetwork() {
        return Model.declare("fvsbn", m -> {
            double[][] direct = masks(1, 1).direct();
            var network = m.network("direct", PIXELS, net -> net.maskedDense(direct));
            var image = m.plate("image");
            m.autoregressive("x", image, Shape.of(PIXELS), earlier -> bernoulliIntensityLogits(network.of(earlier)));
        });
    }

    private static Model maskedAutoencoder(long seed) {
        return Model.declare("made", m -> {
            Masks masks = masks(HIDDEN, seed);
            var direct = m.network("direct", PIXELS, net -> net.maskedDense(masks.direct()));
            var deep = m.network(
                    "deep",
                    PIXELS,
                    net -> net.maskedDense(masks.hidden().get(0))
                            .activation(Activation.RELU)
                            .maskedDense(masks.output()));
            var image = m.plate("image");
            m.autoregressive(
                    "x",
                    image,
                    Shape.of(PIXELS),
                    earlier -> bernoulliIntensityLogits(direct.of(earlier).plus(deep.of(earlier))));
        });
    }

    private static Masks masks(int hidden, long seed) {
        return Masks.made(IntStream.range(0, PIXELS).toArray(), new int[] {hidden}, seed);
    }
}
