/**
 * Training by gradients: what a step computes, how numbers are moved along gradients, and the contract with the backends that do it. Uses {@code backend} and
 * {@code program}.
 */
@NullMarked
package org.platen.inference.train;

import org.jspecify.annotations.NullMarked;
