package org.platen.notes

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import kotlin.math.sqrt

class NotesTest :
    FunSpec({
        test("the forward divergence covers both modes, the reverse one seeks one of them") {
            val all = DivergenceDirections.fitted()
            // Modes are eight standard deviations apart: to the one that q is at the other is nothing.
            for (q in DivergenceDirections.fitted()) {
                withClue(q) {
                    if (q.how().startsWith("forward")) {
                        // Mean and variance of the mixture; standard errors of 20,000 draws are below 0.02.
                        val mean = 2 * (1 - 2 * q.left())
                        q.mean() shouldBe (mean plusOrMinus 0.06)
                        q.scale() shouldBe (sqrt(4.25 - mean * mean) plusOrMinus 0.05)
                    } else {
                        abs(q.mean()) shouldBe (2.0 plusOrMinus 0.05)
                        q.scale() shouldBe (0.5 plusOrMinus 0.03)
                    }
                }
            }
        }

        test("the log of an average is too low, less so with more draws, and least where draws come from near the posterior") {
            val all = EvidenceEstimates.compared()
            val naive = all.filter { it.how() == "naive Monte Carlo" }.map { it.error() }
            val weighted = all.filter { it.how() == "importance sampling" }.map { it.error() }
            naive.zipWithNext { few, more -> more shouldBeGreaterThan few }
            naive[0] shouldBeLessThan -5.0
            naive.last() shouldBeLessThan 0.0
            weighted.forEach { abs(it) shouldBeLessThan 0.1 }
            val bound = all.last().error()
            bound shouldBeLessThan 0.05
            bound shouldBeGreaterThan -0.15
        }

        test("numbers of their own for each image reach about the bound of an encoder, which needs none") {
            val result = AmortisedPosteriors.compared(600, 200)
            abs(result.perImage() - result.amortised()) shouldBeLessThan 0.5
            result.numbers() shouldBe 800
        }
    })
