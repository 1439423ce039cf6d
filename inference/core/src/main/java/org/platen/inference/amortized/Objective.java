package org.platen.inference.amortized;

import java.util.LinkedHashSet;
import java.util.Set;
import org.platen.inference.train.Schedule;

/**
 * What is made as high as can be.
 *
 * @param draws of the latent variables, for each row and step
 * @param importanceWeighted whether draws are weighted by importance inside of the logarithm (Burda, Grosse and Salakhutdinov 2016, equation 8), else their bounds
 *     are averaged
 * @param closedForm whether divergences of known form are computed, else estimated by the draws too
 * @param divergence weight of the divergences, by step: β of Higgins et al. 2017; rising from 0 it is warm-up (Bowman et al. 2016)
 * @param freeBits nats below which the divergence of a number, on average over a batch, costs nothing less (Kingma et al. 2016, section 5.2)
 * @param classifier weight of the log density of known values under the approximation of a discrete variable
 * @param binarised observed variables whose intensities are drawn to zeros and ones afresh at every step
 */
public record Objective(
        int draws,
        boolean importanceWeighted,
        boolean closedForm,
        Schedule divergence,
        double freeBits,
        double classifier,
        Set<String> binarised) {

    /** @throws IllegalArgumentException when an option is out of its range */
    public Objective {
        binarised = Set.copyOf(binarised);
        require(draws >= 1, "draws", draws, "at least 1");
        require(freeBits >= 0, "freeBits", freeBits, "at least 0");
        require(classifier >= 0, "the weight of the classifier", classifier, "at least 0");
    }

    Objective withDraws(int other, boolean weighted) {
        return new Objective(other, weighted, closedForm, divergence, freeBits, classifier, binarised);
    }

    Objective withSampledDivergence() {
        return new Objective(draws, importanceWeighted, false, divergence, freeBits, classifier, binarised);
    }

    Objective withDivergence(Schedule weight) {
        return new Objective(draws, importanceWeighted, closedForm, weight, freeBits, classifier, binarised);
    }

    Objective withFreeBits(double nats) {
        return new Objective(draws, importanceWeighted, closedForm, divergence, nats, classifier, binarised);
    }

    Objective withClassifier(double weight) {
        return new Objective(draws, importanceWeighted, closedForm, divergence, freeBits, weight, binarised);
    }

    Objective withBinarised(String observed) {
        Set<String> all = new LinkedHashSet<>(binarised);
        all.add(observed);
        return new Objective(draws, importanceWeighted, closedForm, divergence, freeBits, classifier, all);
    }

    private static void require(boolean condition, String name, Object found, String expected) {
        if (!condition) {
            throw new IllegalArgumentException("AmortizedVi: " + name + " must be " + expected + ", found " + found);
        }
    }
}
