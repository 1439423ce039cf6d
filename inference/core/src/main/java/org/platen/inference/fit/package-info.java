/**
 * What engines return: estimates, posteriors of discrete variables, densities, samples and summaries. Uses {@code lower}, {@code backend} and
 * {@code data}.
 */
@NullMarked
package org.platen.inference.fit;

import org.jspecify.annotations.NullMarked;
