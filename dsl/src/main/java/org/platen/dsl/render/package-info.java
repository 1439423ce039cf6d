/**
 * Models for reading: the generative story as text, the graph for Graphviz, and the picture in plate notation with a layout of its own (layers, an order in each that
 * crosses little, places). Uses {@code model}, {@code network}, {@code distribution}, {@code expr} and {@code shape}.
 */
@NullMarked
package org.platen.dsl.render;

import org.jspecify.annotations.NullMarked;
