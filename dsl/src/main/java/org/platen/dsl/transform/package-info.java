/**
 * Bijections from unconstrained reals onto the supports of distributions, with their log-Jacobians, written as expressions. Uses {@code distribution},
 * {@code expr} and {@code shape}.
 */
@NullMarked
package org.platen.dsl.transform;

import org.jspecify.annotations.NullMarked;
