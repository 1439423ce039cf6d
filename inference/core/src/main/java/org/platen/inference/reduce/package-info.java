/**
 * Data replaced by fewer rows that say the same to a model, before an engine works through them again and again. Uses {@code lower} and {@code data}.
 */
@NullMarked
package org.platen.inference.reduce;

import org.jspecify.annotations.NullMarked;
