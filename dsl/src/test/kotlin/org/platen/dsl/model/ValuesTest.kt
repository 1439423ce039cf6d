package org.platen.dsl.model

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.between
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.category
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.identity
import org.platen.dsl.kotlin.matrix
import org.platen.dsl.kotlin.minus
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.story
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.unaryMinus
import org.platen.dsl.kotlin.vector
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.messageOf
import org.platen.dsl.shape.Plate

class ValuesTest : FunSpec({
    test("a number out of a family's range is refused with the fix") {
        messageOf { normal(0.0, -1.0) } shouldBe "Normal: scale must be positive, found -1. Give a number above 0."
        messageOf { normal(zeros(2), vector(1, 0)) } shouldBe "Normal: scale must be positive, found [1, 0]. Give a number above 0."
        messageOf { poisson(Double.NaN) } shouldBe "Poisson: rate must not be negative, found NaN"
    }

    test("arithmetic does not hide a number out of range") {
        messageOf { normal(0.0, 2 * constant(3) - 7) } shouldBe "Normal: scale must be positive, found -1. Give a number above 0."
    }

    test("an expression that can never be in range is refused, one that may be is not") {
        messageOf {
            model("m") {
                val a by parameter(positive())
                latent("x", normal(0.0, -a))
            }
        } shouldBe "Normal: scale must be positive, found -a. Transform it, for example with exp or softplus."
        model("m") {
            val a by parameter(real())
            latent("x", normal(0.0, a))
        }.latents().size shouldBe 1
    }

    test("probabilities lie between 0 and 1 and sum to one") {
        messageOf { bernoulli(1.5) } shouldBe "Bernoulli: probability must lie between 0.0 and 1.0, found 1.5"
        messageOf { categorical(vector(0.5, 0.25)) } shouldBe "Categorical: probabilities must sum to one, found [0.5, 0.25] with sum 0.75"
    }

    test("arguments of the wrong shape are refused") {
        messageOf { categorical(constant(1)) } shouldBe
            "Categorical: probabilities must be a vector, found 1 with event shape scalar"
        messageOf { multivariateNormal(zeros(3), identity(2)) } shouldBe
            "MultivariateNormal: covariance must be a 3 × 3 matrix, found identity(2) with event shape [2, 2]"
        messageOf {
            model("m") {
                val mean by parameter(real(3))
                latent("x", normal(mean, ones(2)))
            }
        } shouldBe "the arguments of Normal: event shapes [3] and [2] differ. " +
            "Shapes broadcast only when equal or scalar; slice, reshape or sum one of them."
    }

    test("a discrete variable is a number like any other where a number is expected") {
        model("m") {
            val row = plate("row")
            val n by row.latent(poisson(3))
            val b by row.latent(bernoulli(0.5))
            row.observed("x", normal(n + 2 * b, exp(-b)))
        }.story() shouldBe """
            m: row
            n[row] ~ Poisson(3)
            b[row] ~ Bernoulli(0.5)
            x[row] ~ Normal(n + 2 * b, exp(-b))  (observed)
        """.trimIndent()
    }

    test("sizes are positive") {
        messageOf { model("m") { plate("row", 0) } } shouldBe "plate 'row' has size 0, expected at least 1"
        messageOf { model("m") { plate("user").plate("item", -1) } } shouldBe "plate 'item' has size -1, expected at least 1"
        messageOf { real(2, 0) } shouldBe "an event axis has size 0, expected at least 1"
        messageOf { category(0) } shouldBe "a covariate with 0 categories, expected at least 1"
    }

    test("an interval has a lower and an upper end") {
        messageOf { between(2.0, 1.0) } shouldBe "an interval needs a lower end below its upper end, found 2.0 and 1.0"
    }

    test("constants over a plate need its size, and fill it") {
        messageOf { constant(Plate.of("row"), 1, 2) } shouldBe
            "a constant over plate 'row' needs the plate's size to be declared; bind it as data with given(\"name\", row) instead"
        messageOf { constant(Plate.of("k", 3), 1, 2) } shouldBe
            "a constant over plates [k] with event shape scalar needs 3 values, found 2"
        messageOf { matrix(listOf(1, 2), listOf(3)) } shouldBe "a constant matrix has rows of 2 and of 1 numbers"
    }
})
