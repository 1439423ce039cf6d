/** Timed fits of this library, to set beside its peers. May use the models and the engines. */
@NullMarked
package org.platen.benchmarks;

import org.jspecify.annotations.NullMarked;
