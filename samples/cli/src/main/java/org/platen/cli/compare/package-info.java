/** Fits of all engines side by side, on the scales that they have in common. May use the engines, the zoo and {@code option}. */
@NullMarked
package org.platen.cli.compare;

import org.jspecify.annotations.NullMarked;
