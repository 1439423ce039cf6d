package org.platen.inference.op

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import kotlin.Double.Companion.NEGATIVE_INFINITY
import kotlin.random.Random
import org.platen.inference.Differences
import org.platen.inference.Value
import org.platen.inference.assertClose
import org.platen.inference.program.Type

private const val ROWS = 3

/** @param slack the rounding of sums of large log weights that nearly cancel */
private fun assertMessages(chains: RandomChains, max: Boolean, slack: Double = 1e-13) {
    val actual = chains.value(chains.forward(max))
    for (row in 0 until if (actual.type.rows()) ROWS else 1) {
        val expected = chains.chains(row).flatMap { it.messages(max).flatten() }
        actual.row(row).size shouldBe expected.size
        actual.row(row).asList().zip(expected).forEachIndexed { i, (a, e) ->
            withClue("entry $i of row $row, ${chains.shape}") { assertClose(a, e, 1e-13, slack) }
        }
    }
}

class ChainForwardOpTest : FunSpec({
    for (max in listOf(false, true)) {
        context(if (max) "with maxima" else "with sums") {
            test("messages are those of all paths, enumerated") {
                checkAll(300, Arb.int()) { seed -> assertMessages(RandomChains(smallChains(Random(seed)), seed, ROWS), max) }
            }
            test("and where paths are impossible") {
                checkAll(300, Arb.int()) { seed ->
                    assertMessages(RandomChains(smallChains(Random(seed)), seed, ROWS, zeros = 0.3), max)
                }
            }
            test("and where log weights are far apart") {
                // Ten terms of up to 900 each: twenty roundings of sums below 9000.
                checkAll(200, Arb.int()) { seed ->
                    assertMessages(RandomChains(smallChains(Random(seed)), seed, ROWS, zeros = 0.2, scale = 900.0), max, slack = 2e-11)
                }
            }
        }
    }
    test("derivatives agree with differences, whatever broadcasts") {
        checkAll(40, Arb.int()) { seed ->
            val chains = RandomChains(smallChains(Random(seed)), seed, ROWS)
            val inputs = chains.inputs.zip(chains.values)
            Differences(chains.graph, inputs.take(3).toMap(), ROWS, inputs.drop(3).toMap()).check(chains.forward(false), twice = false)
        }
    }
    test("a single path with log weights of −800 keeps its digits") {
        for (rows in listOf(false, true)) {
            val n = 4
            val shape = ChainShape(times = 5, states = n, homogeneous = true, rows = List(4) { rows })
            val chains = RandomChains(shape, 1, ROWS, ragged = false)
            val only = { to: Int, from: Int -> if (to == from + 1) -800.0 else NEGATIVE_INFINITY }
            chains.values[0].entries.forEachIndexed { s, lane -> lane.fill(if (s == 0) 0.0 else NEGATIVE_INFINITY) }
            chains.values[1].entries.forEachIndexed { i, lane ->
                lane.fill(
                    if (i / n ==
                        n - 1
                    ) {
                        (if (i % n == n - 1) -800.0 else NEGATIVE_INFINITY)
                    } else {
                        only(i % n, i / n)
                    },
                )
            }
            chains.values[2].entries.forEach { it.fill(0.5) }
            val messages = chains.value(chains.forward(false))
            messages.entries.map { it[0] } shouldBe
                (0..4).flatMap { t -> List(n) { s -> if (s == minOf(t, n - 1)) 0.5 * (t + 1) - 800.0 * t else NEGATIVE_INFINITY } }
        }
    }
    test("what is not a number stays so, in its own row") {
        for (max in listOf(false, true)) {
            val chains =
                RandomChains(ChainShape(6, 3, homogeneous = true, rows = listOf(false, false, true, false)), 1, ROWS, ragged = false)
            chains.values[2].entries[3][1] = Double.NaN
            val messages = chains.value(chains.forward(max))
            messages.row(1).drop(6).all { it.isNaN() } shouldBe true
            (messages.row(0) + messages.row(2)).none { it.isNaN() } shouldBe true
        }
    }
    test("shapes that do not fit are refused, with what was expected") {
        val chains = RandomChains(ChainShape(4, 3, homogeneous = false), 1, 1)
        fun refused(which: Int, vararg dims: Int) = shouldThrow<IllegalArgumentException> {
            val inputs = chains.inputs.toMutableList()
            inputs[which] = chains.graph.input("other", Type.of(false, *dims))
            Algebra(chains.graph).chainForward(inputs[0], inputs[1], inputs[2], inputs[3], false)
        }.message!!
        refused(0, 2) shouldContain "initial is [2], expected [batch, 3]"
        refused(1, 3, 3, 3) shouldContain "transition is [3, 3, 3], expected [batch, 4 or 1, 3, 3]"
        refused(1, 4, 3, 2) shouldContain "transition"
        refused(2, 3) shouldContain "instants and the states"
        refused(3, 2) shouldContain "length is [2], expected [batch]"
        refused(2, 2, 4, 3) shouldContain "initial is [3], expected [batch, 3]"
        val batched = RandomChains(ChainShape(4, 3, homogeneous = false, batches = List(4) { listOf(2) }), 1, 1)
        shouldThrow<IllegalArgumentException> {
            val (initial, transition, emission) = batched.inputs
            Algebra(batched.graph).chainForward(initial, transition, emission, batched.graph.input("other", Type.of(false, 5)), false)
        }.message shouldContain "initial is [2, 3], expected batch dimensions [5] or 1 in their place"
    }
    test("flat and with rows the messages are the same") {
        checkAll(50, Arb.int()) { seed ->
            val random = Random(seed)
            val shape = ChainShape(1 + random.nextInt(30), 1 + random.nextInt(9), random.nextBoolean(), rows = List(4) { true })
            val chains = RandomChains(shape, seed, rows = 5, zeros = 0.1, scale = 30.0)
            for (max in listOf(false, true)) {
                val all = chains.value(chains.forward(max))
                for (row in 0 until 5) {
                    val one = RandomChains(shape.copy(rows = List(4) { false }), seed, rows = 1)
                    one.values.zip(chains.values) { own, other -> own.entries.forEachIndexed { i, e -> e[0] = other.entries[i][row] } }
                    one.value(one.forward(max)).row(0).zip(all.row(row)) { a, e -> assertClose(a, e, 1e-12, slack = 1e-12) }
                }
            }
        }
    }
})
