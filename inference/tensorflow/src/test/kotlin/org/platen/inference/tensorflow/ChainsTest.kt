package org.platen.inference.tensorflow

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import org.platen.inference.op.Argument

private const val TIMES = 5

private fun lengths(vararg dims: Int) =
    Argument(dims.asList(), differentiable = false) { random, n -> DoubleArray(n) { 1.0 + random.nextInt(TIMES) } }

/** Log weights, some of them of what is impossible. */
private fun sparse(vararg dims: Int) = Argument(dims.asList()) { random, n ->
    DoubleArray(n) {
        if (random.nextInt(6) ==
            0
        ) {
            Double.NEGATIVE_INFINITY
        } else {
            random.nextDouble(-2.0, 1.0)
        }
    }
}

class ChainsTest : FunSpec({
    for (max in listOf(false, true)) {
        val what = if (max) "most probable states" else "chains summed out"
        test("$what agree") {
            agree(Argument(3), Argument(1, 3, 3), Argument(TIMES, 3), lengths()) { (a, b, c, d) -> chainForward(a, b, c, d, max) }
        }

        test("$what agree with transitions of each instant, and several chains") {
            withClue("several chains, one transition") {
                agree(Argument(1, 3), Argument(1, 1, 3, 3), Argument(2, TIMES, 3), lengths(2)) { (a, b, c, d) ->
                    chainForward(a, b, c, d, max)
                }
            }
            withClue("transitions of each instant and chain") {
                agree(Argument(2, 3), Argument(2, TIMES, 3, 3), Argument(2, TIMES, 3), lengths(1)) { (a, b, c, d) ->
                    chainForward(a, b, c, d, max)
                }
            }
            withClue("one instant") {
                agree(
                    Argument(3),
                    Argument(1, 3, 3),
                    Argument(1, 3),
                    Argument(listOf(), false) { _, n ->
                        DoubleArray(n) { 1.0 }
                    },
                ) { (a, b, c, d) ->
                    chainForward(a, b, c, d, max)
                }
            }
        }

        test("$what agree where moves are impossible") {
            agree(Argument(3), sparse(1, 3, 3), Argument(TIMES, 3), lengths()) { (a, b, c, d) ->
                take(chainForward(a, b, c, d, max), 0, listOf(TIMES - 1))
            }
        }
    }
})
