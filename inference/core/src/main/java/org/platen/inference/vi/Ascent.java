package org.platen.inference.vi;

import java.util.List;

/**
 * Where an ascent of the evidence lower bound ended.
 *
 * @param approximation the best approximation found
 * @param bound the bound there, by its last draws
 * @param trace the bound after each iteration
 * @param reason why it ended
 */
record Ascent(Gaussian approximation, double bound, List<Double> trace, String reason) {}
