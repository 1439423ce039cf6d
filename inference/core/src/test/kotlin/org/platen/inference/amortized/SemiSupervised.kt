package org.platen.inference.amortized

import org.platen.dsl.kotlin.bernoulliIntensity
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.identity
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.relu
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model

/** Kingma et al. 2014, "Semi-supervised learning with deep generative models", model M2, of ten classes; images are [side] × [side], and [latent] numbers say how each is drawn. */
fun semiSupervised(side: Int, latent: Int, hidden: Int): Model = model("M2") {
    val decoder = network("decoder", input = latent + 10) {
        dense(hidden, relu)
        dense(side * side)
    }
    val encoder = network("encoder", input = side * side + 10) {
        dense(hidden, relu)
        heads {
            dense("location", latent)
            dense("logScale", latent)
        }
    }
    val classifier = network("classifier", input = side * side) {
        dense(hidden, relu)
        dense(10)
    }
    val image = plate("image")
    val y = image.observed("y", categorical(ones(10) * 0.1))
    val z = image.latent("z", normal(zeros(latent), ones(latent)))
    val oneHot = identity(10)[y]
    val x = image.observed("x", bernoulliIntensity(logits = decoder(z, oneHot)))
    guide {
        amortize(y) { categorical(logits = classifier(x)) }
        amortize(z) {
            val h = encoder(x, oneHot)
            normal(h["location"], exp(h["logScale"]))
        }
    }
}
