package org.platen.models.mixture;

import static org.platen.dsl.distribution.Distributions.bernoulli;
import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.dirichlet;
import static org.platen.dsl.expr.Expressions.constant;

import java.util.Arrays;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Answers of several people of different skill about the same items. */
public final class Annotators {

    private Annotators() {}

    /**
     * What items are, and how often each annotator mistakes what for what (Dawid and Skene 1979, "Maximum likelihood estimation of observer error-rates using
     * the EM algorithm", section 2), with priors that expect annotators to be right more often than not. Where the truth is known it is given; elsewhere it is
     * NaN and summed out.
     *
     * <pre>{@code
     * dawid-skene: label of 2, annotator of 4, item, answer
     * about[answer]               = given, index of item
     * by[answer]                  = given, index of annotator
     * weights                     ~ Dirichlet(ones(label))
     * confusion[annotator, label] ~ Dirichlet([4, 1, 1, 4] * ones(label))
     * truth[item]                 ~ Categorical(weights)  (observed)
     * said[answer]                ~ Categorical(confusion[by, truth[about]])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val skills = model("dawid-skene") {
     *     val label = plate("label", labels)
     *     val annotator = plate("annotator", annotators)
     *     val item = plate("item")
     *     val answer = plate("answer")
     *     val about by answer.given(index(item))
     *     val by by answer.given(index(annotator))
     *     val weights by latent(dirichlet(label, 1.0))
     *     val expected = constant(label, *Array(labels) { k -> List(labels) { j -> if (j == k) 4 else 1 } })
     *     val confusion by (annotator * label).latent(dirichlet(label, expected))
     *     val truth by item.observed(categorical(weights))
     *     val said by answer.observed(categorical(confusion[by][truth[about]]))
     * }
     * }</pre>
     *
     * @param annotators number of those who answer
     * @param labels number of different answers
     */
    public static Model dawidSkene(int annotators, int labels) {
        return Model.declare("dawid-skene", m -> {
            var label = m.plate("label", labels);
            var annotator = m.plate("annotator", annotators);
            var item = m.plate("item");
            var answer = m.plate("answer");
            var about = m.given("about", answer, Covariate.index(item));
            var by = m.given("by", answer, Covariate.index(annotator));
            var weights = m.latent("weights", dirichlet(label, 1));
            var expected = new double[labels][labels];
            for (int k = 0; k < labels; k++) {
                Arrays.fill(expected[k], 1);
                expected[k][k] = 4;
            }
            var confusion = m.latent("confusion", annotator.times(label), dirichlet(label, constant(label, expected)));
            var truth = m.observed("truth", item, categorical(weights));
            m.observed("said", answer, categorical(confusion.at(by).at(truth.at(about))));
        });
    }

    static Example example() {
        Draws draws = new Draws(27);
        double[][] confusion = {
            {0.9, 0.1, 0.2, 0.8}, {0.7, 0.3, 0.4, 0.6}, {0.95, 0.05, 0.05, 0.95}, {0.8, 0.2, 0.1, 0.9}
        };
        int items = 100;
        double[] about = new double[items * 4];
        double[] by = new double[items * 4];
        double[] said = new double[items * 4];
        double[] known = new double[items];
        for (int i = 0; i < about.length; i++) {
            about[i] = i / 4;
            by[i] = i % 4;
            int truth = i / 4 < 40 ? 0 : 1;
            known[i / 4] = i / 4 % 10 == 0 ? truth : Double.NaN;
            said[i] = draws.from(bernoulli(confusion[i % 4][2 * truth + 1]));
        }
        return Example.of(dawidSkene(4, 2))
                .with("about", about)
                .with("by", by)
                .with("said", said)
                .with("truth", known)
                .truth("weights", 0.2, 0.4, 0.6)
                .truth(
                        "confusion",
                        0.3,
                        Arrays.stream(confusion).flatMapToDouble(Arrays::stream).toArray());
    }
}
