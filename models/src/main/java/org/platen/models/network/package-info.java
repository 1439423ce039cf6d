/** Bayesian networks: directed graphs of discrete variables with a table of probabilities for each. */
@NullMarked
package org.platen.models.network;

import org.jspecify.annotations.NullMarked;
