/**
 * Tensor expressions over named plates: immutable trees that know their axes and event shape and nothing of how they are computed. Uses
 * {@code shape}.
 */
@NullMarked
package org.platen.dsl.expr;

import org.jspecify.annotations.NullMarked;
