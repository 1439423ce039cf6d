/** Progress of long work on a terminal, for programs. Uses {@code org.platen.inference.engine}. */
@NullMarked
package org.platen.progress;

import org.jspecify.annotations.NullMarked;
