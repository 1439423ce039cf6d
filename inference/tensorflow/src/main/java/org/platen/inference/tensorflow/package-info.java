/**
 * The TensorFlow backend: programs as graphs of plain TensorFlow operations, on CPU and GPU, in float32 or float64. A value with rows is a tensor whose first
 * dimension are the rows. Uses {@code backend}, {@code op}, {@code program} and {@code train}.
 */
@NullMarked
package org.platen.inference.tensorflow;

import org.jspecify.annotations.NullMarked;
