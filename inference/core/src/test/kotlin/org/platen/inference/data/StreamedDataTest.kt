package org.platen.inference.data

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Files
import java.nio.file.Path
import kotlin.math.abs
import org.platen.inference.data.Data.csv

private const val ROWS = 40_000

private fun numbers(data: Data): List<Double> = data.bind(scalar).column(scalar["x"]).values()[0].toList()

private fun StreamedData.batches(size: Int, seed: Long): List<List<Double>> = buildList {
    pass(size, seed) { add(numbers(it)) }
}

class StreamedDataTest :
    FunSpec({

        fun table(rows: Int): Path = tempdir().toPath().resolve("rows.csv").also { file ->
            Files.writeString(file, (0 until rows).joinToString("\n", "x,other\n") { "$it,${2 * it}" })
        }

        fun raw(rows: Int): Path = tempdir().toPath().resolve("rows.f64").also { file ->
            val bytes = ByteBuffer.allocate(16 * rows).order(ByteOrder.LITTLE_ENDIAN)
            repeat(rows) { bytes.putDouble(2.0 * it).putDouble(it.toDouble()) }
            Files.write(file, bytes.array())
        }

        test("a pass has every row once, in batches of the size asked for and one of what is left") {
            for (rows in listOf(csv(table(ROWS)), Data.raw(raw(ROWS), "other", "x")).map { it.column("x").streamed(scalar["x"]) }) {
                rows.elements() shouldBe ROWS
                val batches = rows.batches(300, 1)
                batches.map { it.size }.groupingBy { it }.eachCount() shouldBe mapOf(300 to 133, 100 to 1)
                batches.flatten().sorted() shouldBe List(ROWS) { it.toDouble() }
                rows.close()
            }
        }

        test("equal seeds give equal batches, others others; a batch has rows from many places, and no more than a window is held") {
            val rows = csv(table(ROWS)).column("x").streamed(scalar["x"])
            val batches = rows.batches(300, 1)
            rows.batches(300, 1) shouldBe batches
            rows.batches(300, 2) shouldNotBe batches
            // 16 blocks of 1,024 rows make a window, and a batch has rows of nearly all of them.
            batches.take(20).forEach { batch -> (batch.map { it.toInt() / 1024 }.toSet().size in 13..16) shouldBe true }
            var window = mutableSetOf<Int>()
            for (batch in batches.take(54)) window.addAll(batch.map { it.toInt() / 1024 })
            window.size shouldBeLessThanOrEqual 17
        }

        test("rows come in their order for densities, and some of them at random to begin with") {
            val rows = csv(table(2500)).column("x").streamed(scalar["x"])
            val inOrder = buildList { rows.inOrder(1024) { addAll(numbers(it)) } }
            inOrder shouldBe List(2500) { it.toDouble() }
            numbers(rows.some(100, 1)).size shouldBe 100
            numbers(rows.some(9999, 1)) shouldContainExactlyInAnyOrder inOrder
        }

        test("columns of one table go together, beside values in memory; crossed plates take several") {
            val rows = csv(table(3000))
            val both = rows.column("x").streamed(schools["se"]).and(rows.column("other").streamed(schools["y"]))
            both.pass(1000, 1) { data ->
                val binding = data.bind(schools)
                val (se, y) = listOf("se", "y").map { binding.column(schools[it]).values()[0] }
                se.indices.all { abs(y[it] - 2 * se[it]) == 0.0 }
            }
            rows.columns("x", "other").streamed(scores["x"]).pass(10, 1) { data ->
                val values = data.bind(scores).column(scores["x"]).values()[0]
                values.size shouldBe 20
                (0 until 10).all { values[2 * it + 1] == 2 * values[2 * it] } shouldBe true
            }
            rows.column("x").streamed(counties["x"]).with(Data.of(counties["countyOf"], 0.0)).variablesOfFirst() shouldBe
                setOf("countyOf", "x")
        }

        test("what is missing stays missing, and what is no number is refused with its line") {
            val file = tempdir().toPath().resolve("rows.csv")
            Files.writeString(file, "x\n1\nNA\n3\n")
            numbers(csv(file).column("x").streamed(scalar["x"]).some(3, 1)).count { it.isNaN() } shouldBe 1
            Files.writeString(file, "x\n1\ntwo\n3\n")
            refused("row 2 (line 3 of rows.csv), column 'x': found 'two'") { csv(file).column("x").streamed(scalar["x"]).elements() }
        }

        test("what does not stream together is refused") {
            val file = table(3)
            refused("take all from one table") {
                csv(file).column("x").streamed(schools["se"]).and(csv(file).column("x").streamed(schools["y"]))
            }
            val rows = csv(file)
            refused("'countyOf' has a row for each element of 'row', but 'level' of 'county'") {
                rows.column("x").streamed(counties["countyOf"]).and(rows.column("x").streamed(counties["level"]))
            }
            val single = observing(org.platen.dsl.distribution.Distributions.normal(0.0, 1.0), inPlate = false)
            refused("'x' lives in no plate") { rows.column("x").streamed(single["x"]) }
            refused("expected a multiple of 24") { Data.raw(raw(4), "a", "b", "c").rows() }
        }
    })

private fun StreamedData.variablesOfFirst(): Set<String> = some(1, 1).variables().map { it.name() }.toSet()
