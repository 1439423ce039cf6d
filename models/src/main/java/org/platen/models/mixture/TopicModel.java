package org.platen.models.mixture;

import static org.platen.dsl.distribution.Distributions.bernoulli;
import static org.platen.dsl.distribution.Distributions.beta;
import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.dirichlet;
import static org.platen.dsl.expr.Expressions.constant;

import java.util.Arrays;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Documents about a few topics. */
public final class TopicModel {

    private TopicModel() {}

    /**
     * Latent Dirichlet allocation (Blei, Ng and Jordan 2003, section 3; smoothed as in section 5.4), with uniform priors, whose mode is that of probabilistic
     * latent semantic analysis (Hofmann 1999). Tokens of all documents stand one after another, with the number of their document.
     *
     * <pre>{@code
     * latent-dirichlet-allocation: topic of 2, word of 6, document, token
     * source[token]         = given, index of document
     * proportions[document] ~ Dirichlet(ones(topic))
     * vocabulary[topic]     ~ Dirichlet(ones(word))
     * z[token]              ~ Categorical(proportions[source])
     * w[token]              ~ Categorical(vocabulary[z])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val texts = model("latent-dirichlet-allocation") {
     *     val topic = plate("topic", topics)
     *     val word = plate("word", words)
     *     val document = plate("document")
     *     val token = plate("token")
     *     val source by token.given(index(document))
     *     val proportions by document.latent(dirichlet(topic, 1.0))
     *     val vocabulary by topic.latent(dirichlet(word, 1.0))
     *     val z by token.latent(categorical(proportions[source]))
     *     val w by token.observed(categorical(vocabulary[z]))
     * }
     * }</pre>
     *
     * @param topics number of topics
     * @param words number of different words
     */
    public static Model of(int topics, int words) {
        return Model.declare("latent-dirichlet-allocation", m -> {
            var topic = m.plate("topic", topics);
            var word = m.plate("word", words);
            var document = m.plate("document");
            var token = m.plate("token");
            var source = m.given("source", token, Covariate.index(document));
            var proportions = m.latent("proportions", document, dirichlet(topic, 1));
            var vocabulary = m.latent("vocabulary", topic, dirichlet(word, 1));
            var z = m.latent("z", token, categorical(proportions.at(source)));
            m.observed("w", token, categorical(vocabulary.at(z)));
        });
    }

    static Example example() {
        Draws draws = new Draws(26);
        double[][] vocabulary = {{0.45, 0.35, 0.2, 0, 0, 0}, {0, 0, 0, 0.2, 0.35, 0.45}};
        int documents = 30;
        int length = 30;
        double[] source = new double[documents * length];
        double[] w = new double[documents * length];
        for (int d = 0; d < documents; d++) {
            double share = draws.from(beta(0.5, 0.5));
            for (int i = d * length; i < (d + 1) * length; i++) {
                source[i] = d;
                int z = draws.indexFrom(bernoulli(share));
                w[i] = draws.from(categorical(constant(vocabulary[z])));
            }
        }
        return Example.of(of(2, 6))
                .with("source", source)
                .with("w", w)
                .size("document", documents)
                .truth(
                        "vocabulary",
                        0.12,
                        Arrays.stream(vocabulary)
                                .flatMapToDouble(Arrays::stream)
                                .toArray());
    }
}
