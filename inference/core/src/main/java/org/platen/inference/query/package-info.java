/** Exact answers about models of discrete variables whose numbers are all known: Bayesian networks above all. Uses {@code fit} and {@code lower}. */
@NullMarked
package org.platen.inference.query;

import org.jspecify.annotations.NullMarked;
