/**
 * Models for reading: the generative story as text and the graph in plate notation. Uses {@code model}, {@code distribution}, {@code expr} and
 * {@code shape}.
 */
@NullMarked
package org.platen.dsl.render;

import org.jspecify.annotations.NullMarked;
