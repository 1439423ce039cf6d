/**
 * Models: immutable values made of variables over plates, declared with a {@link org.platen.dsl.model.ModelBuilder}. Uses {@code distribution},
 * {@code expr} and {@code shape}.
 */
@NullMarked
package org.platen.dsl.model;

import org.jspecify.annotations.NullMarked;
