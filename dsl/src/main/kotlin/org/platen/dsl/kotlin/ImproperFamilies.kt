package org.platen.dsl.kotlin

import org.platen.dsl.distribution.Distributions
import org.platen.dsl.distribution.Flat
import org.platen.dsl.model.Space

/** The improper uniform distribution on the real line, of density 1: a diffuse start. */
public fun flat(): Flat = Distributions.flat()

/** [size] independent improper uniform entries. */
public fun flat(size: Int): Flat = Distributions.flat(size)

/** The improper uniform distribution on numbers between bounds or increasing vectors: `flat(positive())`. */
public fun flat(space: Space): Flat = space.flat()
