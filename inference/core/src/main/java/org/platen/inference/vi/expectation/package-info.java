/**
 * Expectations of expressions under factors of single variables, as expressions of the factors' expected statistics. Uses {@code dsl}, {@code lower} and
 * {@code vi.factor}.
 */
@NullMarked
package org.platen.inference.vi.expectation;

import org.jspecify.annotations.NullMarked;
