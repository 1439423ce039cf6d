package org.platen.models.mixture;

import static org.platen.dsl.distribution.Distributions.bernoulli;
import static org.platen.dsl.distribution.Distributions.categorical;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.data.Tables;
import org.platen.models.zoo.Example;

/** Answers that are independent within a class. */
public final class LatentClass {

    private LatentClass() {}

    /**
     * Latent class analysis of yes and no answers by maximum likelihood (Lazarsfeld and Henry 1968; Linzer and Lewis 2011, "poLCA", equation 1).
     *
     * <pre>{@code
     * latent-class: group of 2, row
     * weights            = parameter on the simplex over group
     * probability[group] = parameter, between 0 and 1 vector of 5
     * z[row]             ~ Categorical(weights)
     * answer[row]        ~ Bernoulli(probability[z])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val answers = model("latent-class") {
     *     val group = plate("group", classes)
     *     val row = plate("row")
     *     val weights by parameter(simplex(group))
     *     val probability by group.parameter(unitInterval(items))
     *     val z by row.latent(categorical(weights))
     *     val answer by row.observed(bernoulli(probability[z]))
     * }
     * }</pre>
     *
     * @param classes number of groups
     * @param items number of entries of {@code answer}
     */
    public static Model of(int classes, int items) {
        return Model.declare("latent-class", m -> {
            var group = m.plate("group", classes);
            var row = m.plate("row");
            var weights = m.parameter("weights", Space.simplex(group));
            var probability = m.parameter("probability", group, Space.unitInterval(items));
            var z = m.latent("z", row, categorical(weights));
            m.observed("answer", row, bernoulli(probability.at(z)));
        });
    }

    static Example example() {
        return Example.of(of(2, 5))
                .with("answer", Tables.LAW_SCHOOL.repeated("count", "q1", "q2", "q3", "q4", "q5"))
                .truth("weights", 0.08, 0.3395, 0.6605)
                .truth(
                        "probability",
                        0.08,
                        0.8469,
                        0.5195,
                        0.2930,
                        0.6027,
                        0.7708,
                        0.9636,
                        0.8064,
                        0.6866,
                        0.8454,
                        0.9210);
    }
}
