package org.platen.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.inference.choice.Candidate;
import org.platen.inference.choice.Comparison;

/** A comparison for machines: its candidates with their information criteria, and the best. */
final class ComparisonReport {

    private ComparisonReport() {}

    static Map<String, Object> of(Comparison comparison) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Candidate candidate : comparison.candidates()) {
            all.add(of(candidate));
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("best", comparison.best().name());
        report.put("candidates", all);
        return report;
    }

    private static Map<String, Object> of(Candidate candidate) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", candidate.name());
        if (candidate.isFitted()) {
            one.put("logLikelihood", candidate.fit().logLikelihood());
            one.put("freeParameters", candidate.fit().freeParameters());
            one.put("aic", candidate.fit().aic());
            one.put("bic", candidate.fit().bic());
            one.put("icl", candidate.fit().icl());
        } else {
            one.put("failure", candidate.failure().orElse(""));
        }
        return one;
    }
}
