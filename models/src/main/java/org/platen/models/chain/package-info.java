/** Chains: each instant depends on the one before it, by a state that is not observed. */
@NullMarked
package org.platen.models.chain;

import org.jspecify.annotations.NullMarked;
