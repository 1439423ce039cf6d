/**
 * Stochastic variational inference: approximate posteriors from batches of the elements of a plate. Uses {@code vi.conjugate} for factors of their own family,
 * {@code unconstrained} for all other variables, and {@code data} for the batches.
 */
@NullMarked
package org.platen.inference.vi.batch;

import org.jspecify.annotations.NullMarked;
