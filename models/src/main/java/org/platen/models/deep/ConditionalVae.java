package org.platen.models.deep;

import static org.platen.dsl.distribution.Distributions.bernoulliIntensityLogits;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.identity;
import static org.platen.dsl.expr.Expressions.ones;
import static org.platen.dsl.expr.Expressions.zeros;
import static org.platen.dsl.network.Activation.RELU;

import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.models.data.SmallImages;
import org.platen.models.zoo.Example;

/** Variational autoencoders of what is asked for (Sohn, Lee and Yan 2015, "Learning structured output representation using deep conditional generative models"). */
public final class ConditionalVae {

    private ConditionalVae() {}

    /**
     * Images of a known class: encoder and decoder read it too, so that {@code z} has to tell the rest only.
     *
     * <pre>{@code
     * conditional-vae: image
     * decoder      = network of 5: dense 32, relu, dense 64; 2,304 parameters
     * encoder      = network of 67: dense 32, relu; location: dense 2; logScale: dense 2; 2,308 parameters
     * label[image] = given, one of 3 categories
     * z[image]     ~ Normal(zeros(2), ones(2))
     * x[image]     ~ BernoulliIntensity(logits = decoder(z, identity(3)[label]))  (observed)
     * guide
     * z[image]     ≈ Normal(encoder.location(x, identity(3)[label]), exp(encoder.logScale(x, identity(3)[label])))
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val vae = model("conditional-vae") {
     *     val decoder = network("decoder", latent + classes) {
     *         dense(hidden, relu)
     *         dense(pixels)
     *     }
     *     val encoder = network("encoder", pixels + classes) {
     *         dense(hidden, relu)
     *         heads {
     *             dense("location", latent)
     *             dense("logScale", latent)
     *         }
     *     }
     *     val image = plate("image")
     *     val label by image.given(category(classes))
     *     val oneHot = identity(classes)[label]
     *     val z by image.latent(normal(zeros(latent), ones(latent)))
     *     val x by image.observed(bernoulliIntensity(logits = decoder(z, oneHot)))
     *     guide { amortize(z) { encoder(x, oneHot).let { normal(it["location"], exp(it["logScale"])) } } }
     * }
     * }</pre>
     *
     * @param pixels of an image
     * @param classes of images
     * @param hidden units of a hidden layer
     * @param latent numbers that say how an image of its class is drawn
     */
    public static Model dense(int pixels, int classes, int hidden, int latent) {
        return Model.declare("conditional-vae", m -> {
            var decoder = m.network(
                    "decoder", latent + classes, net -> net.dense(hidden, RELU).dense(pixels));
            var encoder = m.network(
                    "encoder",
                    pixels + classes,
                    net -> net.dense(hidden, RELU)
                            .head("location", head -> head.dense(latent))
                            .head("logScale", head -> head.dense(latent)));
            var image = m.plate("image");
            var label = m.given("label", image, Covariate.category(classes));
            var oneHot = identity(classes).at(label);
            var z = m.latent("z", image, normal(zeros(latent), ones(latent)));
            var x = m.observed("x", image, bernoulliIntensityLogits(decoder.of(z, oneHot)));
            var h = encoder.of(x, oneHot);
            m.amortize(z, normal(h.get("location"), h.get("logScale").exp()));
        });
    }

    static Example denseExample() {
        SmallImages.Labelled strokes = SmallImages.strokes(600, 8, 1);
        return Example.of(dense(64, 3, 32, 2)).with("x", strokes.pixels()).with("label", strokes.labels());
    }
}
