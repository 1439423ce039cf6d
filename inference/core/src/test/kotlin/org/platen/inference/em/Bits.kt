package org.platen.inference.em

/** All that a fit says about its numbers, to be compared bit for bit. */
fun EmFit.bits(): List<Any> =
    trace() + starts() + updates().keys.map { estimate(it) } + model().latents().filter { it.isDiscrete }.map(::responsibilities)
