/** Mixtures: every row belongs to one of a few clusters, which is not observed. */
@NullMarked
package org.platen.models.mixture;

import org.jspecify.annotations.NullMarked;
