/** The command {@code platen}, the runnable face of the library. May use every module. */
@NullMarked
package org.platen.cli;

import org.jspecify.annotations.NullMarked;
