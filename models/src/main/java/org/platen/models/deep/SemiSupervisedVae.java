package org.platen.models.deep;

import static org.platen.dsl.distribution.Distributions.bernoulliIntensityLogits;
import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.categoricalLogits;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.filled;
import static org.platen.dsl.expr.Expressions.identity;
import static org.platen.dsl.expr.Expressions.ones;
import static org.platen.dsl.expr.Expressions.zeros;
import static org.platen.dsl.network.Activation.RELU;

import java.util.Arrays;
import org.platen.dsl.model.Model;
import org.platen.models.data.SmallImages;
import org.platen.models.zoo.Example;

/** Learning from many images of which a few have a label (Kingma et al. 2014, "Semi-supervised learning with deep generative models", model M2). */
public final class SemiSupervisedVae {

    private static final int LABELLED = 12;

    private SemiSupervisedVae() {}

    /**
     * The class is observed where it is known, and elsewhere (NaN) averaged over by the classifier; that is fitted to the known ones too.
     *
     * <pre>{@code
     * semi-supervised-vae: image
     * decoder    = network of 5: dense 32, relu, dense 64; 2,304 parameters
     * encoder    = network of 67: dense 32, relu; location: dense 2; logScale: dense 2; 2,308 parameters
     * classifier = network of 64: dense 32, relu, dense 3; 2,179 parameters
     * y[image]   ~ Categorical(filled(0.3333333333333333, 3))  (observed)
     * z[image]   ~ Normal(zeros(2), ones(2))
     * x[image]   ~ BernoulliIntensity(logits = decoder(z, identity(3)[y]))  (observed)
     * guide
     * y[image]   ≈ Categorical(logits = classifier(x))
     * z[image]   ≈ Normal(encoder.location(x, identity(3)[y]), exp(encoder.logScale(x, identity(3)[y])))
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val vae = model("semi-supervised-vae") {
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
     *     val classifier = network("classifier", pixels) {
     *         dense(hidden, relu)
     *         dense(classes)
     *     }
     *     val image = plate("image")
     *     val y by image.observed(categorical(filled(1.0 / classes, classes)))
     *     val z by image.latent(normal(zeros(latent), ones(latent)))
     *     val oneHot = identity(classes)[y]
     *     val x by image.observed(bernoulliIntensity(logits = decoder(z, oneHot)))
     *     guide {
     *         amortize(y) { categorical(logits = classifier(x)) }
     *         amortize(z) { encoder(x, oneHot).let { normal(it["location"], exp(it["logScale"])) } }
     *     }
     * }
     * }</pre>
     *
     * @param pixels of an image
     * @param classes of images
     * @param hidden units of a hidden layer
     * @param latent numbers that say how an image of its class is drawn
     */
    public static Model dense(int pixels, int classes, int hidden, int latent) {
        return Model.declare("semi-supervised-vae", m -> {
            var decoder = m.network(
                    "decoder", latent + classes, net -> net.dense(hidden, RELU).dense(pixels));
            var encoder = m.network(
                    "encoder",
                    pixels + classes,
                    net -> net.dense(hidden, RELU)
                            .head("location", head -> head.dense(latent))
                            .head("logScale", head -> head.dense(latent)));
            var classifier = m.network(
                    "classifier", pixels, net -> net.dense(hidden, RELU).dense(classes));
            var image = m.plate("image");
            var y = m.observed("y", image, categorical(filled(1.0 / classes, classes)));
            var z = m.latent("z", image, normal(zeros(latent), ones(latent)));
            var oneHot = identity(classes).at(y);
            var x = m.observed("x", image, bernoulliIntensityLogits(decoder.of(z, oneHot)));
            m.amortize(y, categoricalLogits(classifier.of(x)));
            var h = encoder.of(x, oneHot);
            m.amortize(z, normal(h.get("location"), h.get("logScale").exp()));
        });
    }

    static Example denseExample() {
        SmallImages.Labelled strokes = SmallImages.strokes(600, 8, 1);
        double[] few = strokes.labels().clone();
        Arrays.fill(few, LABELLED, few.length, Double.NaN);
        return Example.of(dense(64, 3, 32, 2)).with("x", strokes.pixels()).with("y", few);
    }
}
