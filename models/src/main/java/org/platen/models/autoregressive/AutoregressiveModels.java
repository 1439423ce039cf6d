package org.platen.models.autoregressive;

import static org.platen.models.zoo.Family.AUTOREGRESSIVE;

import java.util.List;
import org.platen.models.zoo.Declaration;
import org.platen.models.zoo.ZooEntry;

/** The entries of autoregressive models. */
public final class AutoregressiveModels {

    private AutoregressiveModels() {}

    /** From logistic conditionals to networks over images; full tables are among Bayesian networks. */
    public static List<ZooEntry> entries() {
        return List.of(
                new ZooEntry(
                        "sigmoid-belief-network",
                        "Each binary entry a logistic regression on those before it",
                        AUTOREGRESSIVE,
                        "Frey 1998; Stanford CS 236 notes, Autoregressive models",
                        Declaration.of(SigmoidBeliefNetwork.class, "fullyVisible", "9"),
                        SigmoidBeliefNetwork::fullyVisibleExample),
                new ZooEntry(
                        "nade",
                        "Each binary entry through a hidden layer, with shared weights",
                        AUTOREGRESSIVE,
                        "Larochelle and Murray 2011, equations 4 and 5",
                        Declaration.of(Nade.class, "binary", "9", "12"),
                        Nade::binaryExample),
                new ZooEntry(
                        "made",
                        "Masked autoencoder with direct connections",
                        AUTOREGRESSIVE,
                        "Germain et al. 2015, equations 12 to 14",
                        Declaration.of(Made.class, "natural", "9", "24"),
                        Made::naturalExample),
                new ZooEntry(
                        "made-two-orders",
                        "Masked autoencoder whose weights serve two orders of the entries",
                        AUTOREGRESSIVE,
                        "Germain et al. 2015, section 4.2",
                        Declaration.of(Made.class, "twoOrders", "9", "32"),
                        Made::twoOrdersExample),
                new ZooEntry(
                        "recurrent-pixels",
                        "Gated recurrent units along the entries",
                        AUTOREGRESSIVE,
                        "Cho et al. 2014; Stanford CS 236 notes, Autoregressive models",
                        Declaration.of(RecurrentPixels.class, "gated", "9", "8"),
                        RecurrentPixels::gatedExample),
                new ZooEntry(
                        "pixel-cnn",
                        "Masked convolutions over a black and white image",
                        AUTOREGRESSIVE,
                        "van den Oord, Kalchbrenner and Kavukcuoglu 2016, section 3.5",
                        Declaration.of(PixelCnn.class, "binary", "4", "6"),
                        PixelCnn::binaryExample),
                new ZooEntry(
                        "colour-pixel-cnn",
                        "Masked convolutions over a colour image, channel by channel",
                        AUTOREGRESSIVE,
                        "van den Oord, Kalchbrenner and Kavukcuoglu 2016, sections 3.3 to 3.5",
                        Declaration.of(PixelCnn.class, "colour", "2", "4", "6"),
                        PixelCnn::colourExample));
    }
}
