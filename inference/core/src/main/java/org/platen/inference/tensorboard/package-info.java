/** Event files that TensorBoard draws curves from. Uses nothing else of the library. */
@NullMarked
package org.platen.inference.tensorboard;

import org.jspecify.annotations.NullMarked;
