/** Autoregressive models: the probability of a vector as a product of those of its entries, each given the entries before it. */
@NullMarked
package org.platen.models.autoregressive;

import org.jspecify.annotations.NullMarked;
