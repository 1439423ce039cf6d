package org.platen.models.mixture;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.dirichlet;
import static org.platen.dsl.distribution.Distributions.multinomial;
import static org.platen.dsl.expr.Expressions.constant;

import java.util.Arrays;
import org.platen.dsl.model.Model;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Texts of which only some are labelled. */
public final class PartlyLabelled {

    private PartlyLabelled() {}

    /**
     * Multinomial naive Bayes with unlabelled rows (Nigam, McCallum, Thrun and Mitchell 2000, "Text classification from labeled and unlabeled documents using
     * EM", equation 5): a kind that is NaN is summed out, and its words teach all the same.
     *
     * <pre>{@code
     * semi-supervised-naive-bayes: kind of 2, text
     * weights          ~ Dirichlet(ones(kind))
     * vocabulary[kind] ~ Dirichlet(ones(5))
     * z[text]          ~ Categorical(weights)  (observed)
     * counts[text]     ~ Multinomial(15, vocabulary[z])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val texts = model("semi-supervised-naive-bayes") {
     *     val kind = plate("kind", kinds)
     *     val text = plate("text")
     *     val weights by latent(dirichlet(kind, 1.0))
     *     val vocabulary by kind.latent(dirichlet(words, 1.0))
     *     val z by text.observed(categorical(weights))
     *     val counts by text.observed(multinomial(length, vocabulary[z]))
     * }
     * }</pre>
     *
     * @param kinds number of classes
     * @param words number of different words
     * @param length number of words of each text
     */
    public static Model of(int kinds, int words, int length) {
        return Model.declare("semi-supervised-naive-bayes", m -> {
            var kind = m.plate("kind", kinds);
            var text = m.plate("text");
            var weights = m.latent("weights", dirichlet(kind, 1));
            var vocabulary = m.latent("vocabulary", kind, dirichlet(words, 1));
            var z = m.observed("z", text, categorical(weights));
            m.observed("counts", text, multinomial(length, vocabulary.at(z)));
        });
    }

    static Example example() {
        Draws draws = new Draws(28);
        double[][] vocabulary = {{0.3, 0.3, 0.2, 0.1, 0.1}, {0.1, 0.1, 0.2, 0.3, 0.3}};
        double[] z = new double[200];
        double[][] counts = new double[200][];
        for (int i = 0; i < z.length; i++) {
            int kind = i % 2;
            z[i] = i < 20 ? kind : Double.NaN;
            counts[i] = draws.vectorFrom(multinomial(15, constant(vocabulary[kind])));
        }
        return Example.of(of(2, 5, 15))
                .with("z", z)
                .with("counts", counts)
                .truth("weights", 0.18, 0.5, 0.5)
                .truth(
                        "vocabulary",
                        0.07,
                        Arrays.stream(vocabulary)
                                .flatMapToDouble(Arrays::stream)
                                .toArray());
    }
}
