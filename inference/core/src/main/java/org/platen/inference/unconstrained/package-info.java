/**
 * Models as densities of unconstrained real numbers: every variable through the bijection of its support, or standardised where it is declared
 * non-centred. Uses {@code lower}, {@code autodiff} and {@code backend}.
 */
@NullMarked
package org.platen.inference.unconstrained;

import org.jspecify.annotations.NullMarked;
