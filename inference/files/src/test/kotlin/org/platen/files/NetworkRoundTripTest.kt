package org.platen.files

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.maps.shouldHaveSize
import io.kotest.matchers.shouldBe
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.bernoulliIntensity
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.category
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.lag
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.relu
import org.platen.dsl.kotlin.softplus
import org.platen.dsl.kotlin.vector
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Parameter
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.network.Initialiser
import org.platen.dsl.network.Masks
import org.platen.dsl.shape.Shape

class NetworkRoundTripTest :
    FunSpec({
        test("an autoencoder with its guide") {
            val vae =
                model("vae") {
                    val decoder = network("decoder", input = 2) {
                        dense(4, relu)
                        dense(6)
                    }
                    val encoder = network("encoder", input = 6) {
                        dense(4, relu)
                        heads {
                            dense("location", 2)
                            dense("logScale", 2)
                        }
                    }
                    val image = plate("image")
                    val z = image.latent("z", normal(zeros(2), ones(2)))
                    val x = image.observed("x", bernoulliIntensity(logits = decoder(z)))
                    guide {
                        amortize(z) {
                            val h = encoder(x)
                            normal(h["location"], exp(h["logScale"]))
                        }
                    }
                }
            val read = roundTrip(vae)
            read.guide().factors() shouldHaveSize 1
            read.networks().map { it.parameters() } shouldBe vae.networks().map { it.parameters() }
            val weight = (read["decoder.dense1.weight"] as Parameter).weight().orElseThrow()
            weight shouldBe (vae["decoder.dense1.weight"] as Parameter).weight().orElseThrow()
        }

        test("an autoregressive variable") {
            val masks = Masks.made(intArrayOf(0, 1, 2), intArrayOf(4), 1L)
            val read =
                roundTrip(
                    model("made") {
                        val made = network("made", input = 3) {
                            maskedDense(masks.hidden().single(), relu)
                            maskedDense(masks.output())
                        }
                        plate("row").autoregressive("x", 3) { earlier -> bernoulli(logits = made(earlier)) }
                    },
                )
            (read["x"] as RandomVariable).autoregression().orElseThrow().isBefore(0, 2) shouldBe true
        }

        test("networks that read chains") {
            val read = roundTrip(
                model("chains") {
                    val net = network("net", input = 1) {
                        gru(3)
                        lstm(2)
                        dense(1)
                    }
                    val reader = network("reader", input = 1) {
                        lstm(2, last = true)
                        dense(1)
                    }
                    val series = plate("series")
                    val time = series.chain("time")
                    val z = series.latent("z", normal(zeros(1), ones(1)))
                    val x = time.autoregressive("x", 1) { earlier -> normal(net.along(time, lag(earlier, time)), 0.5) }
                    guide { amortize(z) { normal(reader.along(time, x), 1.0) } }
                },
            )
            read.networks().map { it.parameters() } shouldBe listOf(3 * 3 + 9 * 3 + 18 + 8 * 3 + 8 * 2 + 16 + 3, 8 + 16 + 16 + 3)
        }

        test("layers of every kind, one network in two places, and weights with a prior") {
            roundTrip(
                model("layers") {
                    val row = plate("row")
                    val image by row.given(real(64))
                    val sequence by row.given(real(5, 3))
                    val word by row.given(category(7))
                    val seen = network("seen", Shape.of(1, 8, 8)) {
                        maskedConvolution(2, 3, ownColour = false, activation = relu)
                        convolution(3, 3, stride = 1, padding = 1)
                        batchNormalisation()
                        dropout(0.25)
                        maxPooling(2)
                        residual {
                            convolution(3, 3, padding = 1)
                            layerNorm()
                        }
                        transposedConvolution(2, 2, stride = 2)
                        averagePooling(2)
                        flatten()
                        starting(Initialiser.he())
                        dense(4, softplus)
                        starting(Initialiser.orthogonal(1.5))
                        dense(1)
                    }
                    val heard = network("heard", Shape.of(5, 3)) {
                        causalConvolution(5, 2)
                        gru(3)
                        lstm(2, last = true)
                    }
                    val read = network("read", Shape.SCALAR) {
                        embedding(7, 2)
                    }
                    val small = network("small", Shape.of(2), prior = { normal(zeros(*it.shape().sizes()), ones(*it.shape().sizes())) }) {
                        maskedDense(Masks.made(intArrayOf(0, 1), intArrayOf(3), 1L).hidden().single())
                        dense(2)
                    }
                    row.observed("y", bernoulli(logits = seen(image.reshaped(1, 8, 8)).reshaped()))
                    row.observed("t", normal(heard(sequence), vector(1.0, 2.0)))
                    row.observed("u", normal(small(small(read(word))), 1.0))
                    row.observed("k", categorical(logits = small(heard(sequence))))
                },
            )
        }
    })
