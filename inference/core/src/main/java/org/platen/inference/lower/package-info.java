/**
 * From a model to a program: expressions become operations, plates become dimensions or rows, finite discrete variables are summed out in log space. Uses
 * {@code data}, {@code op}, {@code autodiff} and {@code program}.
 */
@NullMarked
package org.platen.inference.lower;

import org.jspecify.annotations.NullMarked;
