package org.platen.inference.vi.conjugate

import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.Enabled
import io.kotest.matchers.doubles.shouldBeGreaterThanOrEqual
import io.kotest.matchers.doubles.shouldBeLessThan
import java.nio.file.Files
import java.nio.file.Path
import java.util.zip.GZIPInputStream
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.model.RandomVariable
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.op.Special.digamma

private const val TOPICS = 20
private const val WORDS = 10_473
private const val PRIOR = 1.0 / TOPICS

private typealias Document = List<Pair<Int, Int>>

private fun corpus(file: Path): List<Document> = GZIPInputStream(Files.newInputStream(file)).bufferedReader().readLines().map { line ->
    line.trim().split(" ").drop(1).map { pair -> pair.split(":").let { (word, count) -> word.toInt() to count.toInt() } }
}

/** exp(−mean log probability) of every other distinct word of a document, given topic proportions inferred from those between. */
private fun perplexity(documents: List<Document>, topics: DoubleArray): Double {
    var logs = 0.0
    var words = 0
    for (document in documents) {
        val seen = document.filterIndexed { i, _ -> i % 2 == 0 }
        val held = document.filterIndexed { i, _ -> i % 2 == 1 }
        var proportions = DoubleArray(TOPICS) { PRIOR + seen.sumOf { it.second }.toDouble() / TOPICS }
        repeat(100) {
            val next = DoubleArray(TOPICS) { PRIOR }
            val weights = DoubleArray(TOPICS) { exp(digamma(proportions[it])) }
            for ((word, count) in seen) {
                val each = DoubleArray(TOPICS) { weights[it] * topics[it * WORDS + word] }
                val sum = each.sum()
                for (k in 0 until TOPICS) next[k] += count * each[k] / sum
            }
            proportions = next
        }
        val total = proportions.sum()
        for ((word, count) in held) {
            logs += count * ln((0 until TOPICS).sumOf { proportions[it] / total * topics[it * WORDS + word] })
            words += count
        }
    }
    return exp(-logs / words)
}

class TopicsTest :
    FunSpec({

        val file = System.getProperty("platen.data")?.let { Path.of(it, "text", "ap.dat.gz") }?.takeIf(Files::exists)
        val present = { if (file == null) Enabled.disabled("needs text/ap.dat.gz in the folder named by platen.data") else Enabled.enabled }

        test("20 topics of the Associated Press corpus predict words of new documents as well as scikit-learn's, within 2 %")
            .config(enabledOrReasonIf = { present() }) {
                val (test, train) = corpus(file!!).withIndex().partition { it.index % 10 == 9 }
                val model =
                    Model.declare("topics") { m ->
                        val topic = m.plate("topic", TOPICS)
                        val document = m.plate("document", train.size)
                        val word = m.plate("word")
                        val proportions = m.latent("proportions", document, dirichlet(topic, PRIOR))
                        val frequencies = m.latent("frequencies", topic, dirichlet(WORDS, PRIOR))
                        val z = m.latent("z", word, categorical(proportions.at(m.given("of", word, Covariate.index(document)))))
                        m.observed("w", word, categorical(frequencies.at(z)))
                    }
                val of = mutableListOf<Int>()
                val words = mutableListOf<Int>()
                train.forEachIndexed { d, (_, document) ->
                    for ((word, count) in document) {
                        repeat(count) {
                            of += d
                            words += word
                        }
                    }
                }
                val binding = Binding.of(model, Data.of(model["of"], of).and(model["w"], words))
                val options = ConjugateOptions.DEFAULT.withRestarts(1).withTolerance(0.0).withIterations(30).withSeed(3)
                val run = CoordinateAscent.of(model, binding, options).best()
                run.trace().zipWithNext { a, b -> b shouldBeGreaterThanOrEqual a - 1e-9 * (1 + abs(a)) }
                // LatentDirichletAllocation (scikit-learn 1.9.1), batch, 100 iterations, both priors 1/20: 3461, 3365, 3413 and 3331 for
                // random_state 0 to 3, scored in the same way.
                perplexity(test.map { it.value }, run.factor(model["frequencies"] as RandomVariable).mean()) shouldBeLessThan 1.02 * 3393
            }
    })
