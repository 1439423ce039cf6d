/**
 * What engines return that approximate or sample a posterior distribution: draws, marginals, predictions, and draws as files. Uses {@code fit}, {@code unconstrained}, {@code lower} and
 * {@code data}.
 */
@NullMarked
package org.platen.inference.posterior;

import org.jspecify.annotations.NullMarked;
