/** Regressions: a response given covariates. */
@NullMarked
package org.platen.models.regression;

import org.jspecify.annotations.NullMarked;
