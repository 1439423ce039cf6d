/**
 * Whether a posterior can be trusted and whether a model describes its data: convergence of chains, Pareto-smoothed importance sampling, leave-one-out
 * predictive accuracy, calibration. The numbers stand alone; what works on fits uses {@code fit}, {@code engine}, {@code posterior} and {@code data}.
 */
@NullMarked
package org.platen.inference.criticism;

import org.jspecify.annotations.NullMarked;
