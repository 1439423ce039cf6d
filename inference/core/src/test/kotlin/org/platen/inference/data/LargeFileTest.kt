package org.platen.inference.data

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs

private const val ROWS = 200_000

class LargeFileTest :
    FunSpec({

        test("a growing column holds its blocks and nothing more, and lets them go") {
            val column = GrowingColumn()
            repeat(3 * GrowingColumn.BLOCK + 1) { column.add(it.toDouble()) }
            column.blocks() shouldBe 4
            val all = column.takeAll()
            column.blocks() shouldBe 0
            all.size shouldBe 3 * GrowingColumn.BLOCK + 1
            all.indices.all { all[it] == it.toDouble() } shouldBe true
        }

        test("a column of a whole number of blocks is complete") {
            val column = GrowingColumn()
            repeat(GrowingColumn.BLOCK) { column.add(1.0) }
            column.blocks() shouldBe 1
            column.takeAll().sum() shouldBe GrowingColumn.BLOCK.toDouble()
            column.takeAll().size shouldBe 0
        }

        test("line numbers of consecutive rows take one run, whatever their count") {
            val lines = LineNumbers()
            for (row in 0 until ROWS) {
                lines.add(if (row < 1000) row + 2L else row + 5L)
            }
            lines.runs() shouldBe 2
            listOf(0, 999, 1000, ROWS - 1).map { lines.of(it) } shouldBe listOf(2L, 1001L, 1005L, ROWS + 4L)
        }

        test("a file of many blocks is read completely and held once") {
            val file = tempdir().toPath().resolve("large.csv")
            file.toFile().bufferedWriter().use { writer ->
                writer.write("name,x,y\n")
                for (row in 0 until ROWS) {
                    writer.write("row $row,$row,${row % 7}.5\n")
                }
            }
            val binding = Data.csv(file).columns("x", "y").into(pairs["x"]).bind(pairs)
            val values = binding.column(pairs["x"]).values()
            binding.size(pairs.plate("row")) shouldBe ROWS
            values.map { it.size } shouldBe listOf(ROWS, ROWS)
            (0 until ROWS).all { values[0][it] == it.toDouble() && values[1][it] == it % 7 + 0.5 } shouldBe true
            binding.data().bind(pairs).column(pairs["x"]).values()[0] shouldBeSameInstanceAs values[0]
        }
    })
