package org.platen.dsl.kotlin

import org.platen.dsl.distribution.Distributions
import org.platen.dsl.distribution.Flat

/** The improper uniform distribution on the real line, of density 1: a diffuse start. */
public fun flat(): Flat = Distributions.flat()

/** [size] independent improper uniform entries. */
public fun flat(size: Int): Flat = Distributions.flat(size)
