/** Models with neural networks: autoencoders, variational autoencoders, and networks whose weights have distributions. */
@NullMarked
package org.platen.models.deep;

import org.jspecify.annotations.NullMarked;
