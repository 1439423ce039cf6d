/**
 * What engines return: estimates, posteriors of latent variables and of missing values, densities, samples and summaries. Uses {@code lower},
 * {@code unconstrained}, {@code backend} and {@code data}.
 */
@NullMarked
package org.platen.inference.fit;

import org.jspecify.annotations.NullMarked;
