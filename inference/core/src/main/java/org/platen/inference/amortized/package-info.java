/**
 * Amortised variational inference: latent variables approximated by declared functions of the data, and maximum likelihood by gradients in small batches. Uses
 * {@code lower}, {@code train} and {@code fit}.
 */
@NullMarked
package org.platen.inference.amortized;

import org.jspecify.annotations.NullMarked;
