package org.platen.models.deep;

import static org.platen.dsl.distribution.Distributions.bernoulliIntensityLogits;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.ones;
import static org.platen.dsl.expr.Expressions.zeros;
import static org.platen.dsl.network.Activation.RELU;

import org.platen.dsl.expr.Window;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.Shape;
import org.platen.models.data.SmallImages;
import org.platen.models.zoo.Example;

/**
 * Variational autoencoders (Kingma and Welling 2014, "Auto-encoding variational Bayes"). The same model trained with another weight on the divergence,
 * {@code new AmortizedVi().divergenceWeight(4)}, is a β-VAE (Higgins et al. 2017); with the bound of several draws weighted by importance, {@code importanceWeighted(10)}, an
 * importance-weighted autoencoder (Burda, Grosse and Salakhutdinov 2016).
 */
public final class VariationalAutoencoder {

    private VariationalAutoencoder() {}

    /**
     * Dense layers, one hidden layer in encoder and decoder.
     *
     * <pre>{@code
     * vae: image
     * decoder  = network of 2: dense 32, relu, dense 64; 2,208 parameters
     * encoder  = network of 64: dense 32, relu; location: dense 2; logScale: dense 2; 2,212 parameters
     * z[image] ~ Normal(zeros(2), ones(2))
     * x[image] ~ BernoulliIntensity(logits = decoder(z))  (observed)
     * guide
     * z[image] ≈ Normal(encoder.location(x), exp(encoder.logScale(x)))
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val vae = model(name) {
     *     val decoder = network("decoder", latent) {
     *         dense(hidden, relu)
     *         dense(pixels)
     *     }
     *     val encoder = network("encoder", pixels) {
     *         dense(hidden, relu)
     *         heads {
     *             dense("location", latent)
     *             dense("logScale", latent)
     *         }
     *     }
     *     val image = plate("image")
     *     val z by image.latent(normal(zeros(latent), ones(latent)))
     *     val x by image.observed(bernoulliIntensity(logits = decoder(z)))
     *     guide { amortize(z) { encoder(x).let { normal(it["location"], exp(it["logScale"])) } } }
     * }
     * }</pre>
     *
     * @param pixels of an image
     * @param hidden units of a hidden layer
     * @param latent numbers that say how an image is drawn
     */
    public static Model dense(String name, int pixels, int hidden, int latent) {
        return Model.declare(name, m -> {
            var decoder =
                    m.network("decoder", latent, net -> net.dense(hidden, RELU).dense(pixels));
            var encoder = m.network(
                    "encoder",
                    pixels,
                    net -> net.dense(hidden, RELU)
                            .head("location", head -> head.dense(latent))
                            .head("logScale", head -> head.dense(latent)));
            var image = m.plate("image");
            var z = m.latent("z", image, normal(zeros(latent), ones(latent)));
            var x = m.observed("x", image, bernoulliIntensityLogits(decoder.of(z)));
            var h = encoder.of(x);
            m.amortize(z, normal(h.get("location"), h.get("logScale").exp()));
        });
    }

    /**
     * Convolutions down to a quarter of the pixels, and transposed ones back up; {@code side} is even.
     *
     * <pre>{@code
     * convolutional-vae: image
     * encoder  = network of 1 × 8 × 8: convolution 6, 3 × 3, stride 2, relu, flatten; location: dense 2; logScale: dense 2; 448 parameters
     * decoder  = network of 2: dense 96, relu, reshape to 6 × 4 × 4, transposed convolution 1, 4 × 4, stride 2, flatten; 385 parameters
     * z[image] ~ Normal(zeros(2), ones(2))
     * x[image] ~ BernoulliIntensity(logits = decoder(z))  (observed)
     * guide
     * z[image] ≈ Normal(encoder.location(x), exp(encoder.logScale(x)))
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val vae = model("convolutional-vae") {
     *     val encoder = network("encoder", Shape.of(1, side, side)) {
     *         convolution(filters, 3, stride = 2, padding = 1, activation = relu)
     *         flatten()
     *         heads {
     *             dense("location", latent)
     *             dense("logScale", latent)
     *         }
     *     }
     *     val decoder = network("decoder", latent) {
     *         dense(filters * side * side / 4, relu)
     *         reshape(filters, side / 2, side / 2)
     *         transposedConvolution(1, 4, stride = 2, padding = 1)
     *         flatten()
     *     }
     *     val image = plate("image")
     *     val z by image.latent(normal(zeros(latent), ones(latent)))
     *     val x by image.observed(bernoulliIntensity(logits = decoder(z)))
     *     guide {
     *         amortize(z) {
     *             encoder(x.reshaped(1, side, side)).let { normal(it["location"], exp(it["logScale"])) }
     *         }
     *     }
     * }
     * }</pre>
     *
     * @param side height and width of an image
     * @param filters of the convolutions
     * @param latent numbers that say how an image is drawn
     */
    public static Model convolutional(int side, int filters, int latent) {
        return Model.declare("convolutional-vae", m -> {
            var encoder = m.network(
                    "encoder",
                    Shape.of(1, side, side),
                    net -> net.convolution(filters, 3, Window.plain().stride(2).padding(1))
                            .activation(RELU)
                            .flatten()
                            .head("location", head -> head.dense(latent))
                            .head("logScale", head -> head.dense(latent)));
            var decoder = m.network(
                    "decoder",
                    latent,
                    net -> net.dense(filters * side * side / 4, RELU)
                            .reshape(filters, side / 2, side / 2)
                            .transposedConvolution(
                                    1, 4, Window.plain().stride(2).padding(1))
                            .flatten());
            var image = m.plate("image");
            var z = m.latent("z", image, normal(zeros(latent), ones(latent)));
            var x = m.observed("x", image, bernoulliIntensityLogits(decoder.of(z)));
            var h = encoder.of(x.reshaped(1, side, side));
            m.amortize(z, normal(h.get("location"), h.get("logScale").exp()));
        });
    }

    static Example example(String name) {
        return Example.of(dense(name, 64, 32, 2))
                .with("x", SmallImages.strokes(600, 8, 1).pixels());
    }

    static Example convolutionalExample() {
        return Example.of(convolutional(8, 6, 2))
                .with("x", SmallImages.strokes(600, 8, 1).pixels());
    }
}
