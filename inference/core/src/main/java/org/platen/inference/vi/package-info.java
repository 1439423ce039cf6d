/**
 * Variational inference: the engine, Gaussian approximations in unconstrained numbers, and how they are fitted. Uses {@code engine}, {@code unconstrained} and
 * {@code posterior}.
 *
 * <p>Discrete variables and Normal chains have no factor that takes turns: {@code lower} sums and integrates them out of the expected log density given the expected
 * statistics of all factors, and these read what they need as derivatives of log Z. What is approximated by gradients, and parameters, climb log Z itself. Given a draw of
 * everything else they are drawn from their exact distribution.
 */
@NullMarked
package org.platen.inference.vi;

import org.jspecify.annotations.NullMarked;
