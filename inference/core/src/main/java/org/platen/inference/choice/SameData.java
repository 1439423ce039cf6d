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

    private static Map<String, String> fingerprints(LikelihoodFit fit) {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        for (RandomVariable variable : fit.model().observed()) {
            fingerprints.put(variable.name(), fit.data().fingerprint(variable));
        }
        return fingerprints;
    }
}
