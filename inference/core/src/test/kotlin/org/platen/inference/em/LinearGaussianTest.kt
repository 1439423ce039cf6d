package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.kotlin.ModelScope
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.logNormal
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.studentT
import org.platen.dsl.kotlin.sum
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.vector
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

/** What is not jointly Normal given the discrete variables is refused: with the variables, the reason, and what would do. */
class LinearGaussianTest :
    FunSpec({

        val x = doubleArrayOf(1.0, 0.0, 4.0, 3.0)
        val engine = ExactEm()

        fun refused(engine: ExactEm, declaration: ModelScope.() -> Unit, data: (Model) -> Data, vararg parts: String) {
            val model = model("model") { declaration() }
            val obstacles = engine.suits(model, data(model)).obstacles()
            withClue(obstacles) {
                obstacles shouldHaveSize 1
                parts.forEach { obstacles[0] shouldContain it }
                shouldThrow<ModelException> { engine.fit(model, data(model)) }.message!! shouldContain obstacles[0]
            }
        }

        fun refused(vararg parts: String, declaration: ModelScope.() -> Unit) =
            refused(engine, declaration, { Data.of(it["x"], x) }, "meanFieldVi", *parts)

        test("an observation of another family than Normal") {
            refused("'f' is continuous", "'x' is StudentT given it", "only Normal and MultivariateNormal", "maximise(\"f\")") {
                val row = plate("row")
                val f by row.latent(normal(0.0, 1.0))
                row.observed("x", studentT(4.0, f, 1.0))
            }
        }

        test("a prior of another family than Normal") {
            refused("'f' is continuous", "'f' is Gamma", "only Normal and MultivariateNormal", "maximise(\"f\")") {
                val row = plate("row")
                val f by row.latent(gamma(2.0, 1.0))
                row.observed("x", normal(f, 1.0))
            }
        }

        test("a latent LogNormal, whose logs are Normal but not itself") {
            refused("'f' is LogNormal", "maximise(\"f\")") {
                val row = plate("row")
                val f by row.latent(logNormal(0.0, 1.0))
                row.observed("x", normal(f, 1.0))
            }
        }

        test("a spread that depends on the latent variable") {
            refused("the spread of 'x' depends on it", "maximise(\"f\")") {
                val row = plate("row")
                val f by row.latent(normal(0.0, 1.0))
                row.observed("x", normal(0.0, exp(f)))
            }
        }

        test("a mean that is not affine, with the expression") {
            refused("the mean of 'x', f^2, is no affine function of it", "maximise(\"f\")") {
                val row = plate("row")
                val f by row.latent(normal(0.0, 1.0))
                row.observed("x", normal(f.squared(), 1.0))
            }
        }

        test("a product of two latent variables") {
            refused(
                "'f', 'g' are continuous",
                "the mean of 'x', f * g, is no affine function of them",
                "maximise(\"f\") and maximise(\"g\")",
            ) {
                val row = plate("row")
                val f by row.latent(normal(0.0, 1.0))
                val g by row.latent(normal(0.0, 1.0))
                row.observed("x", normal(f * g, 1.0))
            }
        }

        test("latent variables of different plates that meet, when they are many") {
            refused(
                engine,
                {
                    val row = plate("row")
                    val item = plate("item")
                    val f by row.latent(normal(0.0, 1.0))
                    val g by item.latent(normal(0.0, 1.0))
                    (row * item).observed("x", normal(f + g, 1.0))
                },
                { Data.of(it["x"], Array(2500) { row -> doubleArrayOf(row % 3.0, 2.0) }) },
                "[f, g] are 2502 unknowns that depend on each other, more than the 2000",
                "maximise(\"f\") or maximise(\"g\")",
                "meanFieldVi",
            )
        }

        test("an observation of several elements of one latent variable, when they are many") {
            refused(
                engine,
                {
                    val row = plate("row")
                    val pair = plate("pair")
                    val first by pair.given(index(row))
                    val second by pair.given(index(row))
                    val f by row.latent(normal(0.0, 1.0))
                    pair.observed("x", normal(f[first] + f[second], 1.0))
                },
                { m ->
                    Data.of(m["x"], doubleArrayOf(1.0, 2.0)).and(m["first"], intArrayOf(0, 1)).and(m["second"], intArrayOf(1, 2))
                        .and(m.plates()[0], 3000)
                },
                "[f] are 3000 unknowns",
                "maximise(\"f\")",
                "meanFieldVi",
            )
        }

        test("the sum over a plate of latent variables, when they are many") {
            refused(
                engine,
                {
                    val row = plate("row")
                    val f by row.latent(normal(0.0, 1.0))
                    observed("x", normal(f.sum(row), 1.0))
                },
                { m -> Data.of(m["x"], 1.0).and(m.plates()[0], 3000) },
                "[f] are 3000 unknowns",
                "meanFieldVi",
            )
        }

        test("vectors of many entries in each of many elements") {
            refused(
                engine,
                {
                    val school = plate("school")
                    val pupil = plate("pupil", 400)
                    val f by school.latent(normal(0.0, 1.0))
                    val g by (school * pupil).latent(normal(0.0, 1.0))
                    (school * pupil).observed("x", normal(f + g, 1.0))
                },
                { Data.of(it["x"], Array(100) { school -> DoubleArray(400) { pupil -> (school + pupil) % 3.0 } }) },
                "[f, g] are 401 unknowns that depend on each other for each element of [school], more than the 250",
                "meanFieldVi",
            )
        }

        test("discrete variables inside of the elements that a continuous one lives in") {
            refused("'z' differs inside of the elements of [s]", "'x' depends on both", "too many Normals") {
                val kind = plate("kind", 2)
                val time = chain("time")
                val z by time.latent(categorical(vector(0.5, 0.5)))
                val s by time.markov(normal(0.0, 1.0)) { previous -> normal(previous, 1.0) }
                time.observed("x", normal(s + constant(kind, 0.0, 3.0)[z], 1.0))
            }
        }

        test("a Normal covariate with missing values of something else, with the rows to remove") {
            refused(
                engine,
                {
                    val row = plate("row")
                    val a by row.observed(normal(0.0, parameter("s", positive())))
                    row.observed("x", bernoulli(logits = a))
                },
                { Data.of(it["x"], doubleArrayOf(1.0, 0.0, 1.0)).and(it["a"], doubleArrayOf(0.5, Double.NaN, -1.0)) },
                "'a' is continuous",
                "'x' is Bernoulli given it",
                "Remove the rows where 'a' has missing values",
                "meanFieldVi",
            )
        }

        test("a column without any value, whose spread nothing tells") {
            refused(
                engine,
                {
                    val row = plate("row")
                    row.observed("x", normal(0.0, parameter("s", positive())))
                },
                { Data.of(it["x"], doubleArrayOf(Double.NaN, Double.NaN)) },
                "'x': all values are missing, so nothing tells 's'",
                "Leave the column out",
            )
        }
    })
