/**
 * Named axes and event shapes: plates, chains, axes and dimensions. Uses nothing else of the library.
 */
@NullMarked
package org.platen.dsl.shape;

import org.jspecify.annotations.NullMarked;
