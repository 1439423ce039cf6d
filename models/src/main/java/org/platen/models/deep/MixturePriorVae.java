package org.platen.models.deep;

import static org.platen.dsl.distribution.Distributions.bernoulliIntensityLogits;
import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.categoricalLogits;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.network.Activation.RELU;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.data.SmallImages;
import org.platen.models.zoo.Example;

/** Clustering by a variational autoencoder whose latent numbers come from a mixture of Normals (Jiang et al. 2017, "Variational deep embedding", equations 1 to 5). */
public final class MixturePriorVae {

    private MixturePriorVae() {}

    /**
     * Each image belongs to a cluster, and each cluster has a Normal of its own in the latent space; the cluster is averaged over exactly.
     *
     * <pre>{@code
     * mixture-prior-vae: cluster of 3, image
     * decoder        = network of 2: dense 32, relu, dense 64; 2,208 parameters
     * encoder        = network of 64: dense 32, relu; location: dense 2; logScale: dense 2; 2,212 parameters
     * classifier     = network of 64: dense 32, relu, dense 3; 2,179 parameters
     * weights        = parameter on the simplex over cluster
     * mean[cluster]  = parameter, real vector of 2
     * scale[cluster] = parameter, positive vector of 2
     * k[image]       ~ Categorical(weights)
     * z[image]       ~ Normal(mean[k], scale[k])
     * x[image]       ~ BernoulliIntensity(logits = decoder(z))  (observed)
     * guide
     * k[image]       ≈ Categorical(logits = classifier(x))
     * z[image]       ≈ Normal(encoder.location(x), exp(encoder.logScale(x)))
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val vae = model("mixture-prior-vae") {
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
     *     val classifier = network("classifier", pixels) {
     *         dense(hidden, relu)
     *         dense(clusters)
     *     }
     *     val cluster = plate("cluster", clusters)
     *     val image = plate("image")
     *     val weights by parameter(simplex(cluster))
     *     val mean by cluster.parameter(real(latent))
     *     val scale by cluster.parameter(positive(latent))
     *     val k by image.latent(categorical(weights))
     *     val z by image.latent(normal(mean[k], scale[k]))
     *     val x by image.observed(bernoulliIntensity(logits = decoder(z)))
     *     guide {
     *         amortize(k) { categorical(logits = classifier(x)) }
     *         amortize(z) { encoder(x).let { normal(it["location"], exp(it["logScale"])) } }
     *     }
     * }
     * }</pre>
     *
     * @param pixels of an image
     * @param hidden units of a hidden layer
     * @param latent numbers that say how an image is drawn
     * @param clusters of the mixture
     */
    public static Model dense(int pixels, int hidden, int latent, int clusters) {
        return Model.declare("mixture-prior-vae", m -> {
            var decoder =
                    m.network("decoder", latent, net -> net.dense(hidden, RELU).dense(pixels));
            var encoder = m.network(
                    "encoder",
                    pixels,
                    net -> net.dense(hidden, RELU)
                            .head("location", head -> head.dense(latent))
                            .head("logScale", head -> head.dense(latent)));
            var classifier = m.network(
                    "classifier", pixels, net -> net.dense(hidden, RELU).dense(clusters));
            var cluster = m.plate("cluster", clusters);
            var image = m.plate("image");
            var weights = m.parameter("weights", Space.simplex(cluster));
            var mean = m.parameter("mean", cluster, Space.real(latent));
            var scale = m.parameter("scale", cluster, Space.positive(latent));
            var k = m.latent("k", image, categorical(weights));
            var z = m.latent("z", image, normal(mean.at(k), scale.at(k)));
            var x = m.observed("x", image, bernoulliIntensityLogits(decoder.of(z)));
            m.amortize(k, categoricalLogits(classifier.of(x)));
            var h = encoder.of(x);
            m.amortize(z, normal(h.get("location"), h.get("logScale").exp()));
        });
    }

    static Example denseExample() {
        return Example.of(dense(64, 32, 2, 3))
                .with("x", SmallImages.strokes(600, 8, 1).pixels());
    }
}
