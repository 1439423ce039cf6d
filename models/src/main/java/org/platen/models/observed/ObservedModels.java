package org.platen.models.observed;

import static org.platen.models.zoo.Family.OBSERVED;

import java.util.List;
import org.platen.models.zoo.Declaration;
import org.platen.models.zoo.ZooEntry;

/** The entries of fully observed models. */
public final class ObservedModels {

    private ObservedModels() {}

    /** In the order of their complexity. */
    public static List<ZooEntry> entries() {
        return List.of(
                new ZooEntry(
                        "gaussian",
                        "Normal numbers, by maximum likelihood",
                        OBSERVED,
                        "Bishop 2006, section 2.3.4",
                        Declaration.of(Gaussian.class, "maximumLikelihood"),
                        Gaussian::maximumLikelihoodExample),
                new ZooEntry(
                        "gaussian-posterior",
                        "Normal numbers, with conjugate priors of mean and precision",
                        OBSERVED,
                        "Bishop 2006, section 2.3.6",
                        Declaration.of(Gaussian.class, "posterior"),
                        Gaussian::posteriorExample));
    }
}
