/**
 * Values without rows as classes made at run time: each entry of a small value is a local variable of a straight line of code. Uses
 * {@code org.platen.inference.op} and {@code org.platen.inference.program}; used by {@code org.platen.inference.jvm} alone.
 */
@NullMarked
package org.platen.inference.jvm.generated;

import org.jspecify.annotations.NullMarked;
