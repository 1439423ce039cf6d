package org.platen.inference.choice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.fit.LikelihoodFit;

/** Likelihoods can be compared only where the observed values are the same; given covariates may differ. */
final class SameData {

    private SameData() {}

    /** @throws ModelException naming two candidates and the variable in which their data differ */
    static void check(List<Candidate> candidates) {
        List<Candidate> fitted = candidates.stream().filter(Candidate::isFitted).toList();
        if (fitted.size() < 2) {
            return;
        }
        Candidate first = fitted.get(0);
        if (!fitted.stream().allMatch(candidate -> isKnown(candidate.fit()))) {
            checkHashes(first, fitted.subList(1, fitted.size()));
            return;
        }
        Map<String, String> expected = fingerprints(first.fit());
        for (Candidate other : fitted.subList(1, fitted.size())) {
            Map<String, String> found = fingerprints(other.fit());
            ModelException.require(
                    found.keySet().equals(expected.keySet()),
                    "'%s' and '%s' cannot be compared: %s are observed in the one, %s in the other. Only models of the same data can be.",
                    first.name(),
                    other.name(),
                    expected.keySet(),
                    found.keySet());
            expected.forEach((variable, fingerprint) -> ModelException.require(
                    fingerprint.equals(found.get(variable)),
                    "'%s' and '%s' cannot be compared: the values of '%s' that they were fitted to differ. Only models of the same data can be.",
                    first.name(),
                    other.name(),
                    variable));
        }
    }

    /** Fits from files come without their data. */
    private static boolean isKnown(LikelihoodFit fit) {
        return fit.data().variables().containsAll(fit.model().observed());
    }

    private static void checkHashes(Candidate first, List<Candidate> others) {
        String expected = first.fit().provenance().dataHash();
        for (Candidate other : others) {
            ModelException.require(
                    expected != null && expected.equals(other.fit().provenance().dataHash()),
                    "'%s' and '%s' cannot be compared: they were fitted to different data, by the hashes in their files. Only models of the same data can be.",
                    first.name(),
                    other.name());
        }
    }

    private static Map<String, String> fingerprints(LikelihoodFit fit) {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        for (RandomVariable variable : fit.model().observed()) {
            fingerprints.put(variable.name(), fit.data().fingerprint(variable));
        }
        return fingerprints;
    }
}
