package org.platen.models.deep;

import static org.platen.dsl.distribution.Distributions.bernoulliIntensityLogits;
import static org.platen.dsl.network.Activation.RELU;

import java.util.SplittableRandom;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.models.data.SmallImages;
import org.platen.models.zoo.Example;

/**
 * Autoencoders: an image goes through a code of few numbers (Hinton and Salakhutdinov 2006, "Reducing the dimensionality of data with neural networks"). What goes in, {@code read},
 * is part of the data. With the images themselves it is a plain autoencoder; with noisy copies of them a denoising one (Vincent et al. 2008, "Extracting and
 * composing robust features with denoising autoencoders", section 2.3).
 */
public final class Autoencoder {

    private Autoencoder() {}

    /**
     * Dense layers, with one hidden layer on either side of the code.
     *
     * <pre>{@code
     * autoencoder: image
     * encoder     = network of 64: dense 24, relu, dense 4; 1,660 parameters
     * decoder     = network of 4: dense 24, relu, dense 64; 1,720 parameters
     * read[image] = given, real vector of 64
     * x[image]    ~ BernoulliIntensity(logits = decoder(encoder(read)))  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val autoencoder = model(name) {
     *     val encoder = network("encoder", pixels) {
     *         dense(hidden, relu)
     *         dense(code)
     *     }
     *     val decoder = network("decoder", code) {
     *         dense(hidden, relu)
     *         dense(pixels)
     *     }
     *     val image = plate("image")
     *     val read by image.given(real(pixels))
     *     val x by image.observed(bernoulliIntensity(logits = decoder(encoder(read))))
     * }
     * }</pre>
     *
     * @param pixels of an image
     * @param hidden units of a hidden layer
     * @param code numbers of the code
     */
    public static Model dense(String name, int pixels, int hidden, int code) {
        return Model.declare(name, m -> {
            var encoder =
                    m.network("encoder", pixels, net -> net.dense(hidden, RELU).dense(code));
            var decoder =
                    m.network("decoder", code, net -> net.dense(hidden, RELU).dense(pixels));
            var image = m.plate("image");
            var read = m.given("read", image, Covariate.real(pixels));
            m.observed("x", image, bernoulliIntensityLogits(decoder.of(encoder.of(read))));
        });
    }

    static Example denseExample() {
        double[][] images = SmallImages.strokes(600, 8, 1).pixels();
        return Example.of(dense("autoencoder", 64, 24, 4)).with("x", images).with("read", images);
    }

    static Example denoisingExample() {
        double[][] images = SmallImages.strokes(600, 8, 1).pixels();
        return Example.of(dense("denoising-autoencoder", 64, 24, 4))
                .with("x", images)
                .with("read", masked(images, 0.3, 1));
    }

    /** Copies in which a share of the pixels is 0, drawn at random (Vincent et al. 2008, section 2.3). */
    public static double[][] masked(double[][] images, double share, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] copies = new double[images.length][];
        for (int i = 0; i < images.length; i++) {
            copies[i] = images[i].clone();
            for (int pixel = 0; pixel < copies[i].length; pixel++) {
                copies[i][pixel] = random.nextDouble() < share ? 0 : copies[i][pixel];
            }
        }
        return copies;
    }
}
