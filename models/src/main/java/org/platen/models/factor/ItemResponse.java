package org.platen.models.factor;

import static org.platen.dsl.distribution.Distributions.bernoulliLogits;
import static org.platen.dsl.distribution.Distributions.logNormal;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.constant;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Answers of people of different ability to items of different difficulty. */
public final class ItemResponse {

    private ItemResponse() {}

    /**
     * The two-parameter logistic model (Birnbaum 1968; priors of the Stan user's guide, section 1.11): a person answers an item rightly with log odds
     * discrimination · (ability − difficulty).
     *
     * <pre>{@code
     * item-response: person, item
     * ability[person]      ~ Normal(0, 1)
     * discrimination[item] ~ LogNormal(0, 0.5)
     * difficulty[item]     ~ Normal(0, 2)
     * answer[person, item] ~ Bernoulli(logits = discrimination * (ability - difficulty))  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val responses = model("item-response") {
     *     val person = plate("person")
     *     val item = plate("item")
     *     val ability by person.latent(normal(0, 1))
     *     val discrimination by item.latent(logNormal(0, 0.5))
     *     val difficulty by item.latent(normal(0, 2))
     *     val answer by (person * item).observed(bernoulli(logits = discrimination * (ability - difficulty)))
     * }
     * }</pre>
     */
    public static Model twoParameters() {
        return Model.declare("item-response", m -> {
            var person = m.plate("person");
            var item = m.plate("item");
            var ability = m.latent("ability", person, normal(0, 1));
            var discrimination = m.latent("discrimination", item, logNormal(0, 0.5));
            var difficulty = m.latent("difficulty", item, normal(0, 2));
            m.observed("answer", person.times(item), bernoulliLogits(discrimination.times(ability.minus(difficulty))));
        });
    }

    static Example twoParametersExample() {
        Draws draws = new Draws(44);
        double[] ability = draws.from(150, normal(0, 1));
        double[] discrimination = {0.8, 1, 1.2, 1.5, 1, 2};
        double[] difficulty = {-1, -0.5, 0, 0.5, 1, 0};
        double[][] answer = Arrays.stream(ability)
                .mapToObj(a -> IntStream.range(0, 6)
                        .mapToDouble(
                                j -> draws.from(bernoulliLogits(constant(discrimination[j] * (a - difficulty[j])))))
                        .toArray())
                .toArray(double[][]::new);
        return Example.of(twoParameters())
                .with("answer", answer)
                .size("person", 150)
                .size("item", 6)
                .truth("difficulty", 0.9, difficulty)
                .truth("discrimination", 1.4, discrimination);
    }
}
