/**
 * What engines return that approximate or sample a posterior distribution: draws, marginals, predictions, draws as files, and labels of components that are the same in
 * all draws. Uses {@code fit}, {@code unconstrained}, {@code lower}, {@code jvm} and {@code data}.
 */
@NullMarked
package org.platen.inference.posterior;

import org.jspecify.annotations.NullMarked;
