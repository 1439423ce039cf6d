package org.platen.inference.fit;

import java.util.List;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.inference.data.Data;

/** A fitted model: what every engine returns. Immutable. */
public interface Fit {

    /** What was fitted. */
    Model model();

    /** The point estimate of a parameter, of a latent variable that was estimated, or of a deterministic variable of them. */
    Tensor estimate(Variable variable);

    /** The point estimate of the variable of this name. */
    default Tensor estimate(String variable) {
        return estimate(model().get(variable));
    }

    /**
     * Posterior probabilities of a discrete latent variable, for each element of its plates.
     *
     * @param data the same rows as were fitted, or others
     * @return leading axes the variable's plates, last axis its values
     */
    Tensor responsibilities(Variable variable, Data data);

    /** The most probable value of a discrete latent variable for each element of its plates, row-major. */
    int[] assignments(Variable variable, Data data);

    /** The log density of each row of {@code data}, discrete latent variables summed out. */
    double[] logDensity(Data data);

    /**
     * Draws from the fitted model: every random variable that was not estimated, from first to last.
     *
     * @param data givens, and sizes of plates by {@link Data#size}
     */
    Data sample(Data data, long seed);

    /** The objective after each iteration. */
    List<Double> trace();

    /** The results as an aligned table. */
    String summary();
}
