package org.platen.models.deep;

import static org.platen.dsl.distribution.Distributions.bernoulliIntensityLogits;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.ones;
import static org.platen.dsl.expr.Expressions.zeros;
import static org.platen.dsl.network.Activation.RELU;
import static org.platen.dsl.network.Activation.TANH;

import org.platen.dsl.model.Model;
import org.platen.models.data.SmallImages;
import org.platen.models.zoo.Example;

/** Variational autoencoders with latent variables above latent variables (Rezende, Mohamed and Wierstra 2014, "Stochastic backpropagation", section 2). */
public final class TwoLayerVae {

    private TwoLayerVae() {}

    /**
     * Two layers: {@code top} says where {@code z} lies, and {@code z} how the image is drawn; they are approximated from below.
     *
     * <pre>{@code
     * two-layer-vae: image
     * decoder    = network of 4: dense 32, relu, dense 64; 2,272 parameters
     * prior      = network of 2: dense 32, tanh; location: dense 4; logScale: dense 4; 360 parameters
     * lower      = network of 64: dense 32, relu; location: dense 4; logScale: dense 4; 2,344 parameters
     * upper      = network of 4: dense 32, tanh; location: dense 2; logScale: dense 2; 292 parameters
     * top[image] ~ Normal(zeros(2), ones(2))
     * z[image]   ~ Normal(prior.location(top), exp(prior.logScale(top)))
     * x[image]   ~ BernoulliIntensity(logits = decoder(z))  (observed)
     * guide
     * z[image]   ≈ Normal(lower.location(x), exp(lower.logScale(x)))
     * top[image] ≈ Normal(upper.location(z), exp(upper.logScale(z)))
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val vae = model("two-layer-vae") {
     *     val decoder = network("decoder", latent) {
     *         dense(hidden, relu)
     *         dense(pixels)
     *     }
     *     val prior = network("prior", above) {
     *         dense(hidden, tanh)
     *         heads {
     *             dense("location", latent)
     *             dense("logScale", latent)
     *         }
     *     }
     *     val lower = network("lower", pixels) {
     *         dense(hidden, relu)
     *         heads {
     *             dense("location", latent)
     *             dense("logScale", latent)
     *         }
     *     }
     *     val upper = network("upper", latent) {
     *         dense(hidden, tanh)
     *         heads {
     *             dense("location", above)
     *             dense("logScale", above)
     *         }
     *     }
     *     val image = plate("image")
     *     val top by image.latent(normal(zeros(above), ones(above)))
     *     val z by image.latent(prior(top).let { normal(it["location"], exp(it["logScale"])) })
     *     val x by image.observed(bernoulliIntensity(logits = decoder(z)))
     *     guide {
     *         amortize(z) { lower(x).let { normal(it["location"], exp(it["logScale"])) } }
     *         amortize(top) { upper(z).let { normal(it["location"], exp(it["logScale"])) } }
     *     }
     * }
     * }</pre>
     *
     * @param pixels of an image
     * @param hidden units of a hidden layer
     * @param latent numbers of the lower layer
     * @param above numbers of the upper layer
     */
    public static Model dense(int pixels, int hidden, int latent, int above) {
        return Model.declare("two-layer-vae", m -> {
            var decoder =
                    m.network("decoder", latent, net -> net.dense(hidden, RELU).dense(pixels));
            var prior = m.network(
                    "prior",
                    above,
                    net -> net.dense(hidden, TANH)
                            .head("location", head -> head.dense(latent))
                            .head("logScale", head -> head.dense(latent)));
            var lower = m.network(
                    "lower",
                    pixels,
                    net -> net.dense(hidden, RELU)
                            .head("location", head -> head.dense(latent))
                            .head("logScale", head -> head.dense(latent)));
            var upper = m.network(
                    "upper",
                    latent,
                    net -> net.dense(hidden, TANH)
                            .head("location", head -> head.dense(above))
                            .head("logScale", head -> head.dense(above)));
            var image = m.plate("image");
            var top = m.latent("top", image, normal(zeros(above), ones(above)));
            var p = prior.of(top);
            var z = m.latent(
                    "z", image, normal(p.get("location"), p.get("logScale").exp()));
            var x = m.observed("x", image, bernoulliIntensityLogits(decoder.of(z)));
            var below = lower.of(x);
            m.amortize(z, normal(below.get("location"), below.get("logScale").exp()));
            var h = upper.of(z);
            m.amortize(top, normal(h.get("location"), h.get("logScale").exp()));
        });
    }

    static Example denseExample() {
        return Example.of(dense(64, 32, 4, 2))
                .with("x", SmallImages.strokes(600, 8, 1).pixels());
    }
}
