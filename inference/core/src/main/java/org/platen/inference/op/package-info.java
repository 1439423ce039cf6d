/**
 * The primitive operations, each with its shape rule, derivative rule and JVM kernel in one place. Uses {@code program}.
 */
@NullMarked
package org.platen.inference.op;

import org.jspecify.annotations.NullMarked;
