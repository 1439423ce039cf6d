package org.platen.dsl.kotlin

import org.platen.dsl.distribution.Distribution
import org.platen.dsl.model.ModelBuilder
import org.platen.dsl.model.RandomVariable

/** What can be said inside of `guide { … }`. */
@PlatenDsl
public class GuideScope internal constructor(private val builder: ModelBuilder) {

    /**
     * Approximates [latent] by a distribution that reads data, parameters, and latent variables approximated before:
     * `amortize(z) { normal(encoder(x)["location"], exp(encoder(x)["logScale"])) }`.
     */
    public fun amortize(latent: RandomVariable, approximation: () -> Distribution): Unit = builder.amortize(latent, approximation())
}
