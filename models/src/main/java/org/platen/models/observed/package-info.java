/** Models without latent variables but their parameters. */
@NullMarked
package org.platen.models.observed;

import org.jspecify.annotations.NullMarked;
