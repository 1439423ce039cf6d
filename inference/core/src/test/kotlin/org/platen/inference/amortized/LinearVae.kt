package org.platen.inference.amortized

import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model

/** Probabilistic principal components as a VAE with a linear decoder and a linear guide. */
fun linearVae(latent: Int): Model = model("linear") {
    val decoder = network("decoder", input = latent) { dense(4) }
    val encoder = network("encoder", input = 4) { dense(latent) }
    val row = plate("row")
    val noise by parameter(positive())
    val spread by parameter(positive(latent))
    val z = row.latent("z", normal(zeros(latent), ones(latent)))
    val x = row.observed("x", normal(decoder(z), noise))
    guide { amortize(z) { normal(encoder(x), spread) } }
}
