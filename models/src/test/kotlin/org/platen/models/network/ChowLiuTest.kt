package org.platen.models.network

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.random.Random

class ChowLiuTest :
    FunSpec({
        test("a tree that rows were drawn from is found again") {
            // 0 – 1, 1 – 2, 1 – 3, 3 – 4: each keeps the value of its neighbour with probability 0.85, the last of three values.
            val random = Random(1)
            fun near(value: Int, states: Int) = if (random.nextDouble() < 0.85) value % states else random.nextInt(states)
            val rows = Array(3000) {
                val x = IntArray(5)
                x[0] = random.nextInt(2)
                x[1] = near(x[0], 2)
                x[2] = near(x[1], 2)
                x[3] = near(x[1], 2)
                x[4] = near(x[3], 3)
                x
            }
            val tree = ChowLiu.tree("tree", List(5) { "v$it" }, rows)
            tree.nodes().associate { it.name() to it.parents() } shouldBe
                mapOf("v0" to emptyList(), "v1" to listOf("v0"), "v2" to listOf("v1"), "v3" to listOf("v1"), "v4" to listOf("v3"))
            tree.nodes().associate { it.name() to it.states() } shouldBe mapOf("v0" to 2, "v1" to 2, "v2" to 2, "v3" to 2, "v4" to 3)
            tree.parameters() shouldBe 1L + 2 + 2 + 2 + 4
        }
    })
