/**
 * Expected log densities, a file for each family of the density: the pairs of families that are conjugate are those whose expectations these find. Uses
 * {@code vi.expectation}.
 */
@NullMarked
package org.platen.inference.vi.rule;

import org.jspecify.annotations.NullMarked;
