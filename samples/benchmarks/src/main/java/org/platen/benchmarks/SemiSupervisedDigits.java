package org.platen.benchmarks;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.inference.amortized.AmortizedFit;
import org.platen.inference.amortized.AmortizedVi;
import org.platen.inference.data.Data;
import org.platen.inference.dataset.Datasets;
import org.platen.inference.dataset.ImageSplit;
import org.platen.inference.dataset.Images;
import org.platen.inference.tensorflow.Device;
import org.platen.inference.tensorflow.TensorFlowBackend;
import org.platen.inference.train.Optimizer;
import org.platen.inference.train.Schedule;
import org.platen.models.deep.SemiSupervisedVae;

/**
 * Semi-supervised learning of the digits of MNIST (Kingma et al. 2014, model M2): a few images have labels. Arguments: a folder with the four files; labels; {@code both}, or
 * {@code labelled} for the images with labels alone, or {@code unclassified} without the classifier's term; unlabelled images; epochs; seed; threads.
 */
public final class SemiSupervisedDigits {

    private static final int PIXELS = 784;
    private static final int CLASSES = 10;
    private static final int LATENT = 5;
    private static final int HIDDEN = 200;
    private static final int BATCH = 100;

    /** Of the rows, so many have labels, repeated: batches by chance would have hardly any. */
    private static final double LABELLED = 0.1;

    private SemiSupervisedDigits() {}

    /** Trains and prints how many test images get a wrong class. */
    public static void main(String[] arguments) {
        ImageSplit digits = Datasets.idxFolder(Path.of(arguments[0]));
        int labels = Integer.parseInt(arguments[1]);
        int unlabelled = Integer.parseInt(arguments[3]);
        int epochs = Integer.parseInt(arguments[4]);
        long seed = Long.parseLong(arguments[5]);
        Images shown = digits.train().withLabels(labels, seed);
        int[] known = IntStream.range(0, shown.count())
                .filter(i -> shown.label(i) != Images.UNLABELLED)
                .toArray();
        int repeats = Math.max(1, (int) Math.round(LABELLED * unlabelled / labels));
        IntStream repeated = IntStream.range(0, repeats * labels).map(i -> known[i % labels]);
        IntStream others = IntStream.range(0, shown.count())
                .filter(i -> shown.label(i) == Images.UNLABELLED)
                .limit(unlabelled);
        Images train =
                shown.rows((arguments[2].equals("labelled") ? repeated : IntStream.concat(repeated, others)).toArray());
        Model model = SemiSupervisedVae.dense(PIXELS, CLASSES, HIDDEN, LATENT);
        long processor = ProcessorTime.now();
        long steps = (long) epochs * ((train.count() + BATCH - 1) / BATCH);
        AmortizedFit fit = new AmortizedVi()
                .backend(new TensorFlowBackend().device(Device.cpu()).threads(Integer.parseInt(arguments[6])))
                .epochs(epochs)
                .batchSize(BATCH)
                .seed(seed)
                .binarised("x")
                .classifierWeight(arguments[2].equals("unclassified") ? 0 : 1000)
                .optimizer(Optimizer.adam(Schedule.cosineDecay(1e-3, 1e-5, steps)))
                .onEpoch((epoch, now) -> {
                    if (epoch % 5 == 0 || epoch == 1 || epoch == epochs) {
                        System.out.printf(
                                Locale.ROOT,
                                "%s labels, %s, epoch %d: error %.4f; %.0f s of processor time%n",
                                arguments[1],
                                arguments[2],
                                epoch,
                                error(now.get(), digits.test()),
                                (ProcessorTime.now() - processor) * 1e-9);
                    }
                })
                .fit(model, data(model, train));
        System.out.printf(
                Locale.ROOT,
                "test bound %.2f nats an image%n",
                fit.elbo(data(model, digits.test())).bound());
    }

    private static Data data(Model model, Images images) {
        return images.into(model.get("x")).and(images.labelsInto(model.get("y")));
    }

    private static double error(AmortizedFit fit, Images test) {
        int[] found = fit.assignments(fit.model().get("y"), data(fit.model(), test));
        return IntStream.range(0, found.length)
                        .filter(i -> found[i] != test.label(i))
                        .count()
                / (double) found.length;
    }
}
