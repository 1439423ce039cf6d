package org.platen.inference.dataframe

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.jetbrains.kotlinx.dataframe.api.columnNames
import org.jetbrains.kotlinx.dataframe.api.dataFrameOf
import org.jetbrains.kotlinx.dataframe.api.group
import org.jetbrains.kotlinx.dataframe.api.into
import org.jetbrains.kotlinx.dataframe.api.rows
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.matmul
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.kotlin.exactEm
import org.platen.inference.kotlin.fit
import org.platen.inference.kotlin.nuts

class DataFramesTest : FunSpec({

    val people = dataFrameOf("height", "county")(1.8, "west", null, "east", 1.6, "east", 1.7, "west")
    val heights = model("heights") {
        val place = plate("place", 2)
        val row = plate("row")
        val shares by parameter(simplex(place))
        val mean by place.parameter(real())
        val spread by parameter(positive())
        val county = row.observed("county", categorical(shares))
        row.observed("height", normal(mean[county], spread))
    }

    test("columns of a data frame are data, null a missing value and texts categories") {
        val table = people.toTable()
        val data = table.column("height").into(heights["height"]).and(table.categories("county").into(heights["county"]))
        data.fingerprint() shouldBe
            Data.of(
                heights["height"],
                doubleArrayOf(1.8, Double.NaN, 1.6, 1.7),
            ).and(heights["county"], intArrayOf(1, 0, 0, 1)).fingerprint()
        heights.fit(data, exactEm(restarts = 1)).estimate("mean").values()[1] shouldBe (1.75 plusOrMinus 1e-9)
    }

    test("columns within columns are refused by name") {
        val nested = people.group("height", "county").into("person")
        shouldThrow<ModelException> { nested.toTable() }.message!! shouldContain "column 'person' of the data frame holds a group"
    }

    test("draws become a data frame with a row for each draw") {
        val mean = model("mean") {
            val mu by latent(normal(zeros(2), ones(2)))
            plate("row").observed("x", normal(mu, ones(2)))
        }
        val draws = mean.fit(Data.of(mean["x"], arrayOf(doubleArrayOf(1.0, 2.0))), nuts(chains = 2, warmup = 50, draws = 20)).draws()
        val frame = draws.toDataFrame()
        frame.columnNames() shouldBe listOf("chain", "draw") + draws.columns().map { it.name() }
        frame.rowsCount() shouldBe 40
        val row = frame.rows().first { it["chain"] == 1 && it["draw"] == 7 }
        row[2] shouldBe draws.at(mean["mu"], 1, 7)[0]
        row[3] shouldBe draws.at(mean["mu"], 1, 7)[1]
    }

    test("embeddings become a data frame with a row for each element") {
        val factors = model("factors") {
            val row = plate("row")
            val loadings by parameter(real(3, 1))
            val noise by parameter(positive(3))
            val f by row.latent(normal(zeros(1), ones(1)))
            row.observed("x", normal(loadings matmul f, noise))
        }
        val rows = Array(20) { i -> DoubleArray(3) { j -> kotlin.math.sin(i * (j + 1.0)) + 0.2 * i * j } }
        val data = Data.of(factors["x"], rows)
        val embedding = factors.fit(data, exactEm(restarts = 1, iterations = 5)).embed(data)
        val frame = embedding.toDataFrame()
        frame.rowsCount() shouldBe 20
        frame[embedding.columns()[0]][4] shouldBe embedding.rows()[4][0]
    }
})
