package org.platen.notes;

import static org.platen.dsl.distribution.Distributions.bernoulliIntensityLogits;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.maximum;
import static org.platen.dsl.expr.Expressions.ones;
import static org.platen.dsl.expr.Expressions.zeros;

import java.time.Duration;
import java.util.Locale;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.Model;
import org.platen.inference.amortized.AmortizedFit;
import org.platen.inference.amortized.AmortizedVi;
import org.platen.inference.data.Data;
import org.platen.inference.fit.Tensor;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.train.Optimizer;
import org.platen.inference.train.Schedule;
import org.platen.models.data.SmallImages;
import org.platen.models.deep.VariationalAutoencoder;

/**
 * One approximate posterior for each image, against one function of the image for all of them. The first has numbers of its own for every image, which must be fitted to every
 * new one; the second, an encoder, answers at once, and loses what is called the amortisation gap (Cremer, Li and Duvenaud 2018, "Inference suboptimality in variational
 * autoencoders", section 3). Where the bound of an image has several maxima, an encoder that learned from many images may also end higher than numbers of its own do.
 */
public final class AmortisedPosteriors {

    private static final int SIDE = 8;
    private static final int PIXELS = SIDE * SIDE;
    private static final int HIDDEN = 32;
    private static final int LATENT = 2;
    private static final int BATCH = 50;
    private static final int EPOCHS = 120;
    private static final int OWN_EPOCHS = 500;
    private static final int DRAWS = 5;

    private AmortisedPosteriors() {}

    /**
     * Both approximations of images that were not trained on, under the same decoder.
     *
     * @param amortised bound by the encoder, nats an image
     * @param perImage bound by numbers of their own
     * @param numbers of the approximations of these images
     * @param amortisedTime what approximating them took
     * @param perImageTime the same, fitting their numbers
     */
    public record Result(
            double amortised, double perImage, int numbers, Duration amortisedTime, Duration perImageTime) {}

    /** Trains encoder and decoder, and approximates new images in both ways. */
    public static Result compared(int trained, int fresh) {
        Model vae = VariationalAutoencoder.dense("vae", PIXELS, HIDDEN, LATENT);
        AmortizedFit fit = engine(EPOCHS, trained)
                .fit(
                        vae,
                        Data.of(
                                vae.get("x"),
                                SmallImages.strokes(trained, SIDE, 1).pixels()));
        double[][] images = SmallImages.strokes(fresh, SIDE, 2).pixels();

        long start = System.nanoTime();
        double amortised = fit.elbo(Data.of(vae.get("x"), images)).bound();
        long encoded = System.nanoTime();
        Model own = perImage(fit);
        Data data = Data.of(own.get("x"), images);
        double perImage =
                engine(OWN_EPOCHS, fresh).draws(DRAWS).fit(own, data).elbo(data).bound();
        return new Result(
                amortised,
                perImage,
                2 * LATENT * fresh,
                Duration.ofNanos(encoded - start),
                Duration.ofNanos(System.nanoTime() - encoded));
    }

    /** The trained decoder, and latent numbers whose approximation nothing is declared of: a mean and a standard deviation of each are fitted for every image. */
    private static Model perImage(AmortizedFit fit) {
        Expr w1 = matrix(fit.estimate("decoder.dense1.weight"));
        Expr b1 = constant(fit.estimate("decoder.dense1.bias").values());
        Expr w2 = matrix(fit.estimate("decoder.dense2.weight"));
        Expr b2 = constant(fit.estimate("decoder.dense2.bias").values());
        return Model.declare("per image", m -> {
            var image = m.plate("image");
            var z = m.latent("z", image, normal(zeros(LATENT), ones(LATENT)));
            var hidden = maximum(w1.dot(z).plus(b1), constant(0.0));
            m.observed("x", image, bernoulliIntensityLogits(w2.dot(hidden).plus(b2)));
        });
    }

    private static Expr matrix(Tensor weight) {
        return constant(weight.matrix(0));
    }

    private static AmortizedVi engine(int epochs, int rows) {
        return new AmortizedVi()
                .backend(new JvmBackend())
                .epochs(epochs)
                .batchSize(BATCH)
                .optimizer(Optimizer.adam(Schedule.cosineDecay(2e-2, 1e-4, (long) epochs * rows / BATCH)));
    }

    /** Prints the comparison. */
    public static void main(String[] arguments) {
        Result result = compared(600, 300);
        System.out.printf(
                Locale.ROOT,
                "300 new images     bound, nats an image   numbers fitted   time%n"
                        + "by the encoder     %21.3f   %14d   %.3f s%n"
                        + "an image at a time %21.3f   %14d   %.3f s%n",
                result.amortised(),
                0,
                result.amortisedTime().toMillis() * 1e-3,
                result.perImage(),
                result.numbers(),
                result.perImageTime().toMillis() * 1e-3);
    }
}
