package org.platen.models.deep;

import static org.platen.dsl.distribution.Distributions.bernoulliIntensityLogits;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.ones;
import static org.platen.dsl.expr.Expressions.zeros;
import static org.platen.dsl.network.Activation.RELU;

import java.util.SplittableRandom;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.models.data.SmallImages;
import org.platen.models.zoo.Example;

/** Variational autoencoders of incomplete images (Mattei and Frellsen 2019, "MIWAE: deep generative modelling and imputation of incomplete data sets", section 2). */
public final class MissingDataVae {

    private static final double MISSING = 0.3;

    private MissingDataVae() {}

    /**
     * Missing pixels (NaN) say nothing of the image; the encoder reads zeros for them, and which pixels are there.
     *
     * <pre>{@code
     * missing-data-vae: image
     * decoder        = network of 2: dense 32, relu, dense 64; 2,208 parameters
     * encoder        = network of 128: dense 32, relu; location: dense 2; logScale: dense 2; 4,260 parameters
     * filled[image]  = given, real vector of 64
     * present[image] = given, real vector of 64
     * z[image]       ~ Normal(zeros(2), ones(2))
     * x[image]       ~ BernoulliIntensity(logits = decoder(z))  (observed)
     * guide
     * z[image]       ≈ Normal(encoder.location(filled, present), exp(encoder.logScale(filled, present)))
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val vae = model("missing-data-vae") {
     *     val decoder = network("decoder", latent) {
     *         dense(hidden, relu)
     *         dense(pixels)
     *     }
     *     val encoder = network("encoder", 2 * pixels) {
     *         dense(hidden, relu)
     *         heads {
     *             dense("location", latent)
     *             dense("logScale", latent)
     *         }
     *     }
     *     val image = plate("image")
     *     val filled by image.given(real(pixels))
     *     val present by image.given(real(pixels))
     *     val z by image.latent(normal(zeros(latent), ones(latent)))
     *     val x by image.observed(bernoulliIntensity(logits = decoder(z)))
     *     guide { amortize(z) { encoder(filled, present).let { normal(it["location"], exp(it["logScale"])) } } }
     * }
     * }</pre>
     *
     * @param pixels of an image
     * @param hidden units of a hidden layer
     * @param latent numbers that say how an image is drawn
     */
    public static Model dense(int pixels, int hidden, int latent) {
        return Model.declare("missing-data-vae", m -> {
            var decoder =
                    m.network("decoder", latent, net -> net.dense(hidden, RELU).dense(pixels));
            var encoder = m.network(
                    "encoder",
                    2 * pixels,
                    net -> net.dense(hidden, RELU)
                            .head("location", head -> head.dense(latent))
                            .head("logScale", head -> head.dense(latent)));
            var image = m.plate("image");
            var filled = m.given("filled", image, Covariate.real(pixels));
            var present = m.given("present", image, Covariate.real(pixels));
            var z = m.latent("z", image, normal(zeros(latent), ones(latent)));
            m.observed("x", image, bernoulliIntensityLogits(decoder.of(z)));
            var h = encoder.of(filled, present);
            m.amortize(z, normal(h.get("location"), h.get("logScale").exp()));
        });
    }

    static Example denseExample() {
        return with(SmallImages.strokes(600, 8, 1).pixels(), MISSING, 1);
    }

    /** Images of which pixels are missing, each with the same probability. */
    static Example with(double[][] images, double share, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] x = new double[images.length][images[0].length];
        double[][] filled = new double[x.length][x[0].length];
        double[][] present = new double[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int pixel = 0; pixel < x[i].length; pixel++) {
                boolean there = random.nextDouble() >= share;
                x[i][pixel] = there ? images[i][pixel] : Double.NaN;
                filled[i][pixel] = there ? images[i][pixel] : 0;
                present[i][pixel] = there ? 1 : 0;
            }
        }
        return Example.of(dense(images[0].length, 32, 2))
                .with("filled", filled)
                .with("present", present)
                .with("x", x);
    }
}
