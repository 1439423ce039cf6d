/**
 * Data: numbers bound to the observed and given variables of a model, read from memory, CSV or by a {@code TableReader}, and checked before any work is done. Uses the language
 * ({@code org.platen.dsl}) and nothing else of the library.
 */
@NullMarked
package org.platen.inference.data;

import org.jspecify.annotations.NullMarked;
