package org.platen.inference.posterior

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.io.UncheckedIOException
import kotlin.io.path.readLines
import kotlin.io.path.readText
import kotlin.io.path.writeLines
import kotlin.io.path.writeText
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expressions.ones
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.data.declare
import org.platen.inference.fit.Tensor

private val schools = declare("schools") { m ->
    val school = m.plate("school")
    val error = m.given("error", school)
    val mu = m.latent("mu", normal(0.0, 5.0))
    val theta = m.latent("theta", school, normal(mu, 1.0))
    m.latent("pair", school, normal(zeros(2), ones(2)))
    m.observed("y", school, normal(theta, error))
}

private val binding = Data.of(schools["y"], doubleArrayOf(1.0, Double.NaN)).and(schools["error"], doubleArrayOf(1.0, 2.0)).bind(schools)

/** Two chains of two draws; numbers that no short decimal stands for. */
private val draws = Draws.of(
    binding,
    mapOf("mu" to 1, "theta" to 2, "pair" to 4).map { (name, entries) ->
        schools[name] to Array(2) { chain -> Array(2) { draw -> DoubleArray(entries) { (chain + 2 * draw + 4 * it - 3) / 3.0 } } }
    }.toMap(),
)

class DrawsFileTest :
    FunSpec({

        val folder = tempdir().toPath()
        val file = folder.resolve("draws.csv")

        test("a table has a header, a line for each draw, and is read back bit for bit") {
            DrawsFile.write(file, draws)
            val lines = file.readLines()
            lines[0] shouldBe "chain,draw,mu,theta[0],theta[1],pair[0][0],pair[0][1],pair[1][0],pair[1][1]"
            lines.size shouldBe 5
            lines[4] shouldStartWith "1,1,0.0,0.0,1.3333333333333333,"
            val back = DrawsFile.read(file, binding)
            back.variables().toSet() shouldBe draws.variables().toSet()
            for (variable in draws.variables()) back.of(variable) shouldBe draws.of(variable)
        }

        test("a file that is there is replaced, and nothing is left beside it") {
            file.writeText("something else")
            DrawsFile.write(file, draws)
            DrawsFile.read(file, binding).size() shouldBe 4
            folder.toFile().list()!!.toList() shouldBe listOf("draws.csv")
        }

        test("a folder that does not exist is said, with the path") {
            shouldThrow<UncheckedIOException> { DrawsFile.write(folder.resolve("no").resolve("draws.csv"), draws) }.message shouldContain
                "draws.csv"
            shouldThrow<UncheckedIOException> { DrawsFile.read(folder.resolve("absent.csv"), binding) }.message shouldContain "absent.csv"
        }

        fun refused(vararg lines: String): String {
            val bad = folder.resolve("bad.csv")
            bad.writeLines(lines.toList())
            return shouldThrow<ModelException> { DrawsFile.read(bad, binding) }.message!!
        }

        test("other tables, other models, cut lines and words are refused, with the place") {
            refused("a,b,c", "1,2,3") shouldContain "first columns are [a, b], expected [chain, draw]"
            refused("chain,draw,mu") shouldContain "has no draws"
            refused("chain,draw,mu,nu", "0,0,1,2") shouldContain "columns [nu], which are no variables of model 'schools'"
            refused("chain,draw,theta[0]", "0,0,1") shouldContain "lacks the columns [theta[1]] of 'theta'"
            refused("chain,draw,mu", "0,0,1", "0,1,2", "1,0,3") shouldContain "line 3: expected draw 0 of chain 1, found draw 1 of chain 0"
            refused("chain,draw,mu", "0,0,one") shouldContain "line 2, column 3: expected a number, found 'one'"
            refused("chain,draw,mu", "0,0") shouldContain "column 3: expected a number, found ''"
        }

        test("inference data are the JSON of ArviZ's from_json: groups by chain and draw, and the plates as dimensions") {
            // Opened in ArviZ 0.23.4 by samples/benchmarks/peers/inference_data.py.
            val json = folder.resolve("fit.json")
            InferenceData.of(draws)
                .data(binding)
                .sampleStatistics(mapOf("diverging" to Tensor(doubleArrayOf(0.0, 1.0, 0.0, 0.0), listOf("chain", "draw"), listOf(2, 2))))
                .logLikelihood(mapOf("y" to Tensor(DoubleArray(8) { -it.toDouble() }, listOf("chain", "draw", "school"), listOf(2, 2, 2))))
                .write(json)
            json.readText() shouldBe
                """
                {"posterior": {"mu": [[-1.0, -0.3333333333333333], [-0.6666666666666666, 0.0]],
                "theta": [[[-1.0, 0.3333333333333333], [-0.3333333333333333, 1.0]], [[-0.6666666666666666, 0.6666666666666666], [0.0, 1.3333333333333333]]],
                "pair": [[[[-1.0, 0.3333333333333333], [1.6666666666666667, 3.0]], [[-0.3333333333333333, 1.0], [2.3333333333333335, 3.6666666666666665]]], [[[-0.6666666666666666, 0.6666666666666666], [2.0, 3.3333333333333335]], [[0.0, 1.3333333333333333], [2.6666666666666665, 4.0]]]]},
                "observed_data": {"y": [1.0, NaN]},
                "constant_data": {"error": [1.0, 2.0]},
                "sample_stats": {"diverging": [[false, true], [false, false]]},
                "log_likelihood": {"y": [[[-0.0, -1.0], [-2.0, -3.0]], [[-4.0, -5.0], [-6.0, -7.0]]]},
                "dims": {"mu": [],
                "theta": ["school"],
                "pair": ["school"],
                "y": ["school"],
                "error": ["school"],
                "diverging": []},
                "posterior_attrs": {"inference_library": "platen"}}

                """.trimIndent()
        }
    })
