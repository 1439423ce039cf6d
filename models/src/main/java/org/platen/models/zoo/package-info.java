/**
 * The registry of the zoo: what there is, where it comes from, how it is declared, and data that each model fits in seconds. Each family lists its own
 * entries; a model's file holds its declaration in Java, and in its documentation its story and its declaration in Kotlin, which are read from there.
 */
@NullMarked
package org.platen.models.zoo;

import org.jspecify.annotations.NullMarked;
