/**
 * Distribution families: one small record each, with support, event shape, log density as an expression and sampling. Uses {@code expr} and
 * {@code shape}.
 */
@NullMarked
package org.platen.dsl.distribution;

import org.jspecify.annotations.NullMarked;
