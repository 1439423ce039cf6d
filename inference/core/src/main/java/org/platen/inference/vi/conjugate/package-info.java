/**
 * Coordinate ascent on the evidence lower bound of conditionally conjugate variables: which they are, the program of the expected log joint density, and the
 * loop. Uses {@code vi.rule}, {@code vi.expectation}, {@code vi.factor}, {@code lower} and {@code backend}.
 */
@NullMarked
package org.platen.inference.vi.conjugate;

import org.jspecify.annotations.NullMarked;
