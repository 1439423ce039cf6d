/** Pictures of models and fits, drawn without a display. May use everything in the inference core. */
@NullMarked
package org.platen.plots;

import org.jspecify.annotations.NullMarked;
