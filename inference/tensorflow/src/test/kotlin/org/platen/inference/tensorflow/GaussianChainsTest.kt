package org.platen.inference.tensorflow

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import org.platen.inference.op.Argument

private const val STEPS = 3

/** None, the shifts only, and all arguments with rows. */
private val masks = listOf(0, 2, 31)

private fun lengths(vararg dims: Int) =
    Argument(dims.asList(), differentiable = false) { random, n -> DoubleArray(n) { 1.0 + random.nextInt(STEPS) } }

private fun fixed(argument: Argument) = Argument(argument.dims, differentiable = false, argument.numbers)

/** Precisions of zero but for the last steps: the first states are undetermined by what touches them. */
private fun late(k: Int) = Argument(listOf(STEPS, k, k), differentiable = false) { _, n ->
    DoubleArray(n) { if (it >= n / 2 && it % (k * k) % (k + 1) == 0) 1.0 else 0.0 }
}

class GaussianChainsTest : FunSpec({
    for (k in 1..2) {
        test("the evidence of chains of $k numbers agrees, and its derivatives") {
            withClue("pairs of each step") {
                agree(
                    positive(k, STEPS),
                    Argument(STEPS, k),
                    positive(2 * k, STEPS),
                    Argument(STEPS, 2 * k),
                    lengths(),
                    masks = masks,
                ) { (a, b, c, d, e) ->
                    gaussianEvidence(a, b, c, d, e)
                }
            }
            withClue("several chains, one pair for all steps") {
                agree(
                    positive(k, 3, STEPS),
                    Argument(1, STEPS, k),
                    positive(2 * k, 1),
                    Argument(1, 2 * k),
                    lengths(3),
                    masks = listOf(4),
                ) { (a, b, c, d, e) ->
                    gaussianEvidence(a, b, c, d, e)
                }
            }
        }

        for (smooth in listOf(true, false)) {
            test("moments of chains of $k numbers agree, ${if (smooth) "smoothed" else "filtered"}") {
                agree(
                    fixed(positive(k, STEPS)),
                    fixed(Argument(STEPS, k)),
                    fixed(positive(2 * k, 1)),
                    fixed(Argument(1, 2 * k)),
                    lengths(),
                    masks = masks,
                ) { (a, b, c, d, e) -> gaussianChain(smooth, a, b, c, d, e) }
                withClue("a flat start") {
                    agree(
                        late(k),
                        fixed(Argument(STEPS, k)),
                        fixed(positive(2 * k, 1)),
                        fixed(Argument(1, 2 * k)),
                        lengths(),
                        masks = listOf(0, 2),
                    ) { (a, b, c, d, e) -> gaussianChain(smooth, a, b, c, d, e) }
                }
            }
        }
    }
})
