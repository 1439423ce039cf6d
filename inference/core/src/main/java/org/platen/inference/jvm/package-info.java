/**
 * The JVM backend: float64, preplanned buffers, rows innermost, blocks of rows on all cores. Uses {@code backend}, {@code op}, {@code program} and {@code train}.
 */
@NullMarked
package org.platen.inference.jvm;

import org.jspecify.annotations.NullMarked;
