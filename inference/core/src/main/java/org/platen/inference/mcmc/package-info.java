/**
 * Markov chain Monte Carlo: the No-U-Turn sampler, its adaptation and its engine. The sampler itself knows only {@link org.platen.inference.unconstrained.LogDensity};
 * the engine uses {@code unconstrained}, {@code posterior}, {@code checkpoint} and {@code engine}.
 */
@NullMarked
package org.platen.inference.mcmc;

import org.jspecify.annotations.NullMarked;
