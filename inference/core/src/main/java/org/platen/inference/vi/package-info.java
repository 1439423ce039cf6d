/**
 * Variational inference: the engine, Gaussian approximations in unconstrained numbers, and how they are fitted. Uses {@code engine}, {@code unconstrained} and
 * {@code posterior}.
 */
@NullMarked
package org.platen.inference.vi;

import org.jspecify.annotations.NullMarked;
