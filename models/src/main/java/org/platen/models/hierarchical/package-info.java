/** Parameters that have distributions of their own, so that groups learn from each other. */
@NullMarked
package org.platen.models.hierarchical;

import org.jspecify.annotations.NullMarked;
