/**
 * Exact expectation maximisation: the engine, its programs, how it starts, and the checkpoints it goes on from. Uses {@code engine}, {@code em.rule}, {@code lower} and {@code backend}.
 */
@NullMarked
package org.platen.inference.em;

import org.jspecify.annotations.NullMarked;
