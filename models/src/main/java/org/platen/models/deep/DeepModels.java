package org.platen.models.deep;

import static org.platen.models.zoo.Family.DEEP;

import java.util.List;
import org.platen.models.zoo.Declaration;
import org.platen.models.zoo.ZooEntry;

/** The entries of models with neural networks. */
public final class DeepModels {

    private DeepModels() {}

    /** Autoencoders before variational ones; at last a network with distributions of its weights. */
    public static List<ZooEntry> entries() {
        return List.of(
                new ZooEntry(
                        "autoencoder",
                        "An image through a code of few numbers",
                        DEEP,
                        "Hinton and Salakhutdinov 2006",
                        Declaration.of(Autoencoder.class, "dense", "\"autoencoder\"", "64", "24", "4"),
                        Autoencoder::denseExample),
                new ZooEntry(
                        "denoising-autoencoder",
                        "An autoencoder that reads noisy copies",
                        DEEP,
                        "Vincent et al. 2008, section 2.3",
                        Declaration.of(Autoencoder.class, "dense", "\"denoising-autoencoder\"", "64", "24", "4"),
                        Autoencoder::denoisingExample),
                vae("vae", "Variational autoencoder", "Kingma and Welling 2014, appendix C"),
                new ZooEntry(
                        "convolutional-vae",
                        "Variational autoencoder with convolutions",
                        DEEP,
                        "Kingma and Welling 2014; Dumoulin and Visin 2016",
                        Declaration.of(VariationalAutoencoder.class, "convolutional", "8", "6", "2"),
                        VariationalAutoencoder::convolutionalExample),
                vae(
                        "beta-vae",
                        "Variational autoencoder, to be trained with divergenceWeight(4)",
                        "Higgins et al. 2017, equation 4"),
                vae(
                        "importance-weighted-autoencoder",
                        "Variational autoencoder, to be trained with importanceWeighted(10)",
                        "Burda, Grosse and Salakhutdinov 2016, equation 8"),
                new ZooEntry(
                        "conditional-vae",
                        "Variational autoencoder of images of a known class",
                        DEEP,
                        "Sohn, Lee and Yan 2015",
                        Declaration.of(ConditionalVae.class, "dense", "64", "3", "32", "2"),
                        ConditionalVae::denseExample),
                new ZooEntry(
                        "two-layer-vae",
                        "Variational autoencoder with latent numbers above latent numbers",
                        DEEP,
                        "Rezende, Mohamed and Wierstra 2014, section 2",
                        Declaration.of(TwoLayerVae.class, "dense", "64", "32", "4", "2"),
                        TwoLayerVae::denseExample),
                new ZooEntry(
                        "mixture-prior-vae",
                        "Clustering by a variational autoencoder",
                        DEEP,
                        "Jiang et al. 2017, equations 1 to 5",
                        Declaration.of(MixturePriorVae.class, "dense", "64", "32", "2", "3"),
                        MixturePriorVae::denseExample),
                new ZooEntry(
                        "semi-supervised-vae",
                        "Classes learned from many images of which a few have a label",
                        DEEP,
                        "Kingma et al. 2014, model M2",
                        Declaration.of(SemiSupervisedVae.class, "dense", "64", "3", "32", "2"),
                        SemiSupervisedVae::denseExample),
                new ZooEntry(
                        "missing-data-vae",
                        "Variational autoencoder of incomplete images",
                        DEEP,
                        "Mattei and Frellsen 2019, section 2",
                        Declaration.of(MissingDataVae.class, "dense", "64", "32", "2"),
                        MissingDataVae::denseExample),
                new ZooEntry(
                        "bayesian-neural-network",
                        "Regression by a network whose weights have distributions",
                        DEEP,
                        "Neal 1996, section 1.2",
                        Declaration.of(BayesianNeuralNetwork.class, "regression", "8", "0.1"),
                        BayesianNeuralNetwork::regressionExample));
    }

    private static ZooEntry vae(String name, String title, String source) {
        return new ZooEntry(
                name,
                title,
                DEEP,
                source,
                Declaration.of(VariationalAutoencoder.class, "dense", "\"" + name + "\"", "64", "32", "2"),
                () -> VariationalAutoencoder.example(name));
    }
}
