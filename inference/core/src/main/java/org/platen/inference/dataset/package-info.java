/**
 * Sets of images: read from files, downloaded by name or drawn by the library, and turned into data. Uses the language, {@code data} and the random
 * streams of {@code fit}.
 */
@NullMarked
package org.platen.inference.dataset;

import org.jspecify.annotations.NullMarked;
