/**
 * What every engine has in common: the contract, whether a model suits it, progress and how a fit ended. Uses {@code data} and {@code fit}.
 */
@NullMarked
package org.platen.inference.engine;

import org.jspecify.annotations.NullMarked;
