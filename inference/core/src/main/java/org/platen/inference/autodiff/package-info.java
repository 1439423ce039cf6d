/**
 * Reverse-mode differentiation, from program to program. Uses {@code op} and {@code program}.
 */
@NullMarked
package org.platen.inference.autodiff;

import org.jspecify.annotations.NullMarked;
