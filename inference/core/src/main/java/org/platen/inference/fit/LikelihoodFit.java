package org.platen.inference.fit;

import java.util.List;
import org.platen.dsl.model.Variable;

/** A fit at one value of everything that is estimated, by maximum likelihood or at the mode of a posterior: it can be compared with others of the same data. */
public interface LikelihoodFit extends Fit {

    /** The variables that have an estimate. */
    List<Variable> estimated();

    /** The log likelihood of the data at the estimates, other latent variables summed or integrated out. */
    double logLikelihood();

    /**
     * Number of numbers that were estimated freely: constraints such as summing to one are taken off, and so are rotations of factor loadings, which leave the
     * likelihood as it is.
     */
    int freeParameters();

    /** The n of {@link #bic}: the number of independent rows. */
    int observations();

    /** Akaike's information criterion, −2 log L + 2 k; smaller is better. */
    default double aic() {
        return -2 * logLikelihood() + 2 * freeParameters();
    }

    /** Schwarz's Bayesian information criterion, −2 log L + k log n; smaller is better. */
    default double bic() {
        return -2 * logLikelihood() + freeParameters() * Math.log(observations());
    }

    /**
     * The integrated completed likelihood, {@link #bic} − 2 Σ log of the largest responsibility of each element (Biernacki, Celeux and Govaert 2000);
     * smaller is better. Equal to {@link #bic} without discrete latent variables.
     */
    double icl();

    /** Standard errors and covariances of the estimates; takes many passes over the data, every time it is asked for. */
    StandardErrors standardErrors();
}
