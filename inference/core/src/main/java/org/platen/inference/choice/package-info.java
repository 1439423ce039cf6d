/**
 * Choosing between models of the same data: comparisons of fits, cross-validation, and the best member of a family of models. Uses {@code engine},
 * {@code fit}, {@code data} and the executor of {@code backend}.
 */
@NullMarked
package org.platen.inference.choice;

import org.jspecify.annotations.NullMarked;
