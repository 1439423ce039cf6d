package org.platen.benchmarks;

import static org.platen.dsl.distribution.Distributions.bernoulliIntensityLogits;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.ones;
import static org.platen.dsl.expr.Expressions.zeros;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.platen.dsl.expr.Window;
import org.platen.dsl.model.Model;
import org.platen.dsl.network.Activation;
import org.platen.dsl.network.Dense;
import org.platen.dsl.network.Initialiser;
import org.platen.dsl.network.NetworkBuilder;
import org.platen.dsl.shape.Shape;
import org.platen.inference.amortized.AmortizedFit;
import org.platen.inference.amortized.AmortizedVi;
import org.platen.inference.amortized.Elbo;
import org.platen.inference.amortized.Evidence;
import org.platen.inference.data.Data;
import org.platen.inference.dataset.Binarisation;
import org.platen.inference.dataset.Datasets;
import org.platen.inference.dataset.ImageShape;
import org.platen.inference.dataset.ImageSplit;
import org.platen.inference.dataset.Images;
import org.platen.inference.fit.Tensor;
import org.platen.inference.train.Optimizer;
import org.platen.plots.ImageGrid;

/**
 * Variational autoencoders of the digits of MNIST. Arguments: a folder with the four files; {@code plain}, {@code convolutional} or {@code weighted}; epochs; seed; for {@code weighted} the
 * number of importance samples, and draws and images of the final evidence.
 */
public final class DigitAutoencoders {

    private static final int PIXELS = 784;

    private DigitAutoencoders() {}

    /** Trains, prints what test images cost, and draws reconstructions and samples into the working folder. */
    public static void main(String[] arguments) {
        ImageSplit digits = Datasets.idxFolder(Path.of(arguments[0]));
        int epochs = Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        if (arguments[1].equals("plain")) {
            plain(digits, autoencoder(400, 20, 1, Activation.RELU), epochs, seed);
        } else if (arguments[1].equals("convolutional")) {
            plain(digits, convolutional(), epochs, seed);
        } else {
            weighted(
                    digits,
                    epochs,
                    seed,
                    Integer.parseInt(arguments[4]),
                    Integer.parseInt(arguments[5]),
                    Integer.parseInt(arguments[6]));
        }
    }

    /** On intensities, Adam 1e-3, batches of 128. */
    private static void plain(ImageSplit digits, Model model, int epochs, long seed) {
        Images first = digits.test().range(0, 16);
        ImageShape shape = first.shape();
        List<double[]> pictures = new ArrayList<>();
        IntStream.range(0, first.count()).mapToObj(first::intensities).forEach(pictures::add);
        long processor = ProcessorTime.now();
        AmortizedFit fit = new AmortizedVi()
                .epochs(epochs)
                .seed(seed)
                .onProgress(report -> {
                    if (report.step() % (report.steps() / report.epochs()) == 0) {
                        System.out.printf(
                                Locale.ROOT,
                                "epoch %d: loss %.2f, %.0f steps a second%n",
                                report.epoch(),
                                report.loss(),
                                report.rate());
                    }
                })
                .onEpoch((epoch, now) ->
                        pictures.addAll(List.of(rows(now.get().reconstruct("x", first.into(model.get("x")))))))
                .fit(model, digits.train().into(model.get("x")));
        write(ImageGrid.of(pictures.toArray(double[][]::new), shape).columns(first.count()), "reconstructions.png");
        long steps = fit.history().get(fit.history().size() - 1).step();
        System.out.printf(
                Locale.ROOT,
                "%.1f steps a second of processor time%n",
                steps * 1e9 / (ProcessorTime.now() - processor));
        Data test = digits.test().into(model.get("x"));
        Elbo bound = fit.elbo(test);
        System.out.printf(
                Locale.ROOT,
                "test loss %.2f = reconstruction %.2f + divergence %.2f, %d active units%n",
                -bound.bound(),
                -bound.reconstruction(),
                bound.divergence(),
                fit.activeUnits("z", test));
        Random random = new Random(seed);
        double[][] prior = new double[64][20];
        for (double[] draw : prior) {
            Arrays.setAll(draw, entry -> random.nextGaussian());
        }
        write(ImageGrid.of(rows(fit.decode("x", "z", prior)), shape).columns(8), "samples.png");
    }

    private static void write(ImageGrid grid, String file) {
        try {
            grid.writePng(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 784-200-200 (tanh)-50, digits binarised anew at every step, Adam 1e-3, batches of 100 (Burda, Grosse and Salakhutdinov 2016, with fewer epochs). */
    private static void weighted(ImageSplit digits, int epochs, long seed, int samples, int draws, int images) {
        Model model = autoencoder(200, 50, 2, Activation.TANH);
        AmortizedFit fit = new AmortizedVi()
                .importanceWeighted(samples)
                .binarised("x")
                .epochs(epochs)
                .batchSize(100)
                .seed(seed)
                .optimizer(Optimizer.adam(1e-3))
                .onProgress(report -> {
                    if (report.step() % (report.steps() / report.epochs()) == 0) {
                        System.out.printf(
                                Locale.ROOT,
                                "epoch %d: loss %.2f, %.1f steps a second%n",
                                report.epoch(),
                                report.loss(),
                                report.rate());
                    }
                })
                .fit(model, digits.train().into(model.get("x")));
        Images test = digits.test().range(0, images).binarised(Binarisation.fixed(1), 0);
        Evidence evidence = fit.logEvidence(test.into(model.get("x")), draws);
        System.out.printf(
                Locale.ROOT,
                "negative log likelihood of %d test images by %d draws: %.2f (Monte Carlo error %.2f)%n",
                images,
                draws,
                -evidence.mean(),
                evidence.standardError());
    }

    private static Model autoencoder(int hidden, int latent, int layers, Activation activation) {
        return Model.declare("vae", m -> {
            var decoder = m.network(
                    "decoder",
                    latent,
                    net -> deep(net, hidden, layers, activation).layer(dense(PIXELS)));
            var encoder = m.network(
                    "encoder",
                    PIXELS,
                    net -> deep(net, hidden, layers, activation)
                            .head("location", head -> head.layer(dense(latent)))
                            .head("logVariance", head -> head.layer(dense(latent))));
            var image = m.plate("image");
            var z = m.latent("z", image, normal(zeros(latent), ones(latent)));
            var x = m.observed("x", image, bernoulliIntensityLogits(decoder.of(z)));
            var read = encoder.of(x);
            m.amortize(
                    z,
                    normal(
                            read.get("location"),
                            read.get("logVariance").times(0.5).exp()));
        });
    }

    /** Two convolutions of 4 × 4 in steps of 2, to 32 and 64 channels, 20 numbers, and the way back. */
    private static Model convolutional() {
        return Model.declare("convolutional vae", m -> {
            Window half = Window.plain().stride(2).padding(1);
            var encoder = m.network(
                    "encoder",
                    Shape.of(1, 28, 28),
                    net -> net.convolution(32, 4, half)
                            .activation(Activation.RELU)
                            .convolution(64, 4, half)
                            .activation(Activation.RELU)
                            .flatten()
                            .head("location", head -> head.layer(dense(20)))
                            .head("logVariance", head -> head.layer(dense(20))));
            var decoder = m.network(
                    "decoder",
                    20,
                    net -> net.layer(dense(64 * 7 * 7))
                            .activation(Activation.RELU)
                            .reshape(64, 7, 7)
                            .transposedConvolution(32, 4, half)
                            .activation(Activation.RELU)
                            .transposedConvolution(1, 4, half));
            var image = m.plate("image");
            var z = m.latent("z", image, normal(zeros(20), ones(20)));
            var x = m.observed("x", image, bernoulliIntensityLogits(decoder.of(z)));
            var read = encoder.of(x);
            m.amortize(
                    z,
                    normal(
                            read.get("location"),
                            read.get("logVariance").times(0.5).exp()));
        });
    }

    private static NetworkBuilder deep(NetworkBuilder net, int hidden, int layers, Activation activation) {
        for (int i = 0; i < layers; i++) {
            net.layer(dense(hidden)).activation(activation);
        }
        return net;
    }

    private static Dense dense(int units) {
        return Dense.of(units).starting(Initialiser.pytorch(), Initialiser.pytorch());
    }

    private static double[][] rows(Tensor tensor) {
        double[][] rows = new double[tensor.dims().get(0)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = tensor.row(i);
        }
        return rows;
    }
}
