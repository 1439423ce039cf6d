/** Continuous latent vectors: factors of rows, and of rows and columns. */
@NullMarked
package org.platen.models.factor;

import org.jspecify.annotations.NullMarked;
