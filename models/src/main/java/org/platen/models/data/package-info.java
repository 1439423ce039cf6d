/** Small public tables that examples and tests share; each names its source in its first lines. */
@NullMarked
package org.platen.models.data;

import org.jspecify.annotations.NullMarked;
