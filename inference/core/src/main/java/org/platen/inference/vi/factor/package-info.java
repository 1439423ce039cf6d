/**
 * Exponential families that the posterior of a variable is approximated in: natural parameters, expected statistics, entropy, marginals and draws. Uses
 * {@code dsl} only.
 */
@NullMarked
package org.platen.inference.vi.factor;

import org.jspecify.annotations.NullMarked;
