package org.platen.inference.vi;

import java.util.List;
import java.util.Map;
import org.platen.inference.backend.Executor;
import org.platen.inference.unconstrained.LogPosterior;

/** Nothing is left to approximate once discrete variables are summed out and Normal ones integrated out: the bound is the log evidence. */
record Known(LogPosterior posterior, Executor executor) implements Approach {

    @Override
    public List<Solution> solutions(int starts) {
        double evidence = posterior.density(executor).at(new double[0], new double[0]);
        return List.of(new Solution(Map.of(), null, evidence, List.of(evidence), "converged: nothing is approximated"));
    }

    @Override
    public Elbo elbo(Solution solution) {
        return new Elbo(solution.bound(), 0);
    }
}
