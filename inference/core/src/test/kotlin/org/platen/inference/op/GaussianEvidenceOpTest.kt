package org.platen.inference.op

import io.kotest.core.spec.style.FunSpec

private fun check(case: ChainCase) = checkOperation(
    *case.arguments(differentiable = true),
    kinked = true,
    tolerance = 1e-10,
    expected = { arguments -> case.references(arguments).map { it.evidence() }.toDoubleArray() },
) { arguments ->
    val (precision, shift, pairPrecision, pairShift, length) = case.inputs(this, arguments)
    gaussianEvidence(precision, shift, pairPrecision, pairShift, length)
}

class GaussianEvidenceOpTest : FunSpec({
    context("the evidence is that of the dense joint, and its derivatives are its differences") {
        test("one state") { check(ChainCase(2, 1)) }
        test("single numbers") { check(ChainCase(1, 4)) }
        test("states of two numbers") { check(ChainCase(2, 3)) }
        test("states of three numbers, all pairs the same") { check(ChainCase(3, 2, pairSteps = 1)) }
        test("only the pairs' precisions the same") { check(ChainCase(1, 4, pairSteps = 1, pairShiftSteps = 4)) }
        test("only the pairs' shifts the same") { check(ChainCase(1, 4, pairSteps = 4, pairShiftSteps = 1)) }
        test("a flat start, and observations missing") { check(ChainCase(1, 5, shortest = 3, observed = { it == 2 })) }
        test("batches, repeated on any side") {
            check(ChainCase(1, 3, pairSteps = 1, batches = listOf(listOf(2), listOf(), listOf(2), listOf(1), listOf())))
            check(ChainCase(1, 2, batches = listOf(listOf(), listOf(2), listOf(1, 1), listOf(2, 1), listOf(2))))
        }
    }
})
