/**
 * Exact expectation maximisation: the engine, its programs and how it starts. Uses {@code engine}, {@code em.rule}, {@code lower} and {@code backend}.
 */
@NullMarked
package org.platen.inference.em;

import org.jspecify.annotations.NullMarked;
