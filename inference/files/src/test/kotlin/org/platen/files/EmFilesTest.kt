package org.platen.files

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import java.nio.file.Files
import java.time.Instant
import java.util.Random
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.positiveDefinite
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.sum
import org.platen.dsl.kotlin.times
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.em.EmFit
import org.platen.inference.em.EmSettings
import org.platen.inference.em.ExactEm
import org.platen.inference.kotlin.tableOf

class EmFilesTest :
    FunSpec({
        val mixture =
            model("mixture") {
                val cluster = plate("cluster", 2)
                val row = plate("row")
                val weights by parameter(simplex(cluster))
                val mean by cluster.parameter(real(2))
                val covariance by cluster.parameter(positiveDefinite(2))
                val z by row.latent(categorical(weights))
                row.observed("x", multivariateNormal(mean[z], covariance[z]))
                deterministic("sum", sum(mean))
            }
        val random = Random(1)
        val rows = Array(60) { i -> DoubleArray(2) { random.nextGaussian() + 4 * (i % 2) } }
        val data = Data.of(mixture["x"], rows)
        val fit = ExactEm().restarts(3).seed(7).fit(mixture, data)

        /** Loaded without and with the model and the data. */
        fun loaded(fit: EmFit, ending: String = "platen") = inFolder { folder ->
            val file = folder.resolve("fit.$ending")
            fit.save(file)
            Fits.load(file).shouldBeInstanceOf<EmFit>()
        }

        test("a loaded fit knows what the elements of plates stand for") {
            val mice = model("mice") {
                val strain = plate("strain", 2)
                val mouse = plate("mouse")
                val of by mouse.given(index(strain))
                val level by strain.parameter(real())
                mouse.observed("weight", normal(level[of], 1))
            }
            val table = tableOf("strain" to listOf("white", "brown"), "weight" to listOf(21, 17))
            fun data(of: Model, vararg labels: String) =
                table.categories("strain", labels.asList()).into(of["of"]).and(table.column("weight").into(of["weight"]))
            val read = loaded(ExactEm().fit(mice, data(mice, "white", "brown")), "json")
            read.labels().of("strain") shouldBe listOf("white", "brown")
            shouldThrow<ModelException> { read.logDensity(data(read.model(), "brown", "white")) }.message shouldContain
                "element 0 of 'strain'"
        }

        test("a loaded fit of a mixture answers as it did, without the data") {
            listOf("json", "platen").forEach { ending ->
                val read = loaded(fit, ending)
                val other = Data.of(read.model()["x"], rows.copyOfRange(3, 12))
                val same = Data.of(mixture["x"], rows.copyOfRange(3, 12))
                read.summary() shouldBe fit.summary()
                fit.estimated().forEach { read.estimate(it.name()) shouldBe fit.estimate(it) }
                read.estimate("sum") shouldBe fit.estimate("sum")
                read.logDensity(other).toList() shouldBe fit.logDensity(same).toList()
                read.responsibilities(read.model()["z"], other) shouldBe fit.responsibilities(mixture["z"], same)
                read.assignments(read.model()["z"], other).toList() shouldBe fit.assignments(mixture["z"], same).toList()
                read.sample(5, 3L).fingerprint() shouldBe fit.sample(5, 3L).fingerprint()
                read.trace() shouldBe fit.trace()
                read.starts() shouldBe fit.starts()
                read.updates() shouldBe fit.updates()
                read.seconds() shouldBe fit.seconds()
                read.provenance() shouldBe fit.provenance()
                listOf(read.bic(), read.aic(), read.icl(), read.logLikelihood()) shouldBe
                    listOf(fit.bic(), fit.aic(), fit.icl(), fit.logLikelihood())
            }
        }

        test("missing values are filled in as before") {
            val read = loaded(fit)
            val holes = arrayOf(doubleArrayOf(0.5, Double.NaN), doubleArrayOf(Double.NaN, 4.0))
            read.impute(Data.of(read.model()["x"], holes)).mean("x") shouldBe fit.impute(Data.of(mixture["x"], holes)).mean("x")
        }

        test("what needs the data says so, and answers when they are given") {
            val read = loaded(fit)
            val message = "this needs the data that were fitted, which the fit was loaded without"
            shouldThrow<ModelException> { read.responsibilities(read.model()["z"]) }.message shouldContain message
            shouldThrow<ModelException> { read.standardErrors() }.message shouldContain message
            shouldThrow<ModelException> { read.logDensity(read.data()) }.message shouldContain message
            inFolder { folder ->
                val file = folder.resolve("fit.platen")
                fit.save(file)
                val whole = Fits.load(file, mixture, data) as EmFit
                whole.responsibilities(mixture["z"]) shouldBe fit.responsibilities(mixture["z"])
                whole.standardErrors().table() shouldBe fit.standardErrors().table()
                shouldThrow<ModelException> { Fits.load(file, null, Data.of(mixture["x"], rows.copyOfRange(0, 5))) }.message shouldContain
                    "these data and those that were fitted differ"
                shouldThrow<ModelException> { Fits.load(file, model("mixture") { latent("a", normal(0.0, 1.0)) }) }.message shouldContain
                    "model 'mixture' and the one in the file differ"
            }
        }

        test("factor analysis with standard errors, and a fit without latent variables") {
            val factors =
                model("factors") {
                    val row = plate("row")
                    val mean by parameter(real(3))
                    val loadings by parameter(real(3))
                    val noise by parameter(positive(3))
                    val f by row.latent(normal(0.0, 1.0))
                    row.observed("x", normal(mean + loadings * f, noise))
                }
            val x = Array(40) { DoubleArray(3) { random.nextGaussian() } }
            val own = ExactEm().fit(factors, Data.of(factors["x"], x))
            val read = loaded(own)
            read.summary() shouldBe own.summary()
            read.posterior("f", Data.of(read.model()["x"], x)) shouldBe own.posterior("f", Data.of(factors["x"], x))
            read.embed(Data.of(read.model()["x"], x)).toString() shouldBe own.embed(Data.of(factors["x"], x)).toString()

            val plain = model("plain") { plate("row").observed("x", normal(parameter("mu", real()), ones(1)[0])) }
            val mean = ExactEm().fit(plain, Data.of(plain["x"], doubleArrayOf(1.0, 2.0)))
            loaded(mean).summary() shouldBe mean.summary()
        }

        test("a fit made again gives the same file, but for its times") {
            inFolder { folder ->
                val (one, two) = listOf("one.platen", "two.platen").map { folder.resolve(it) }
                val time = Instant.ofEpochSecond(1_700_000_000)
                Fits.save(fit, one, time)
                Fits.save(ExactEm().restarts(3).seed(7).threads(1).fit(mixture, data), two, time)
                Files.mismatch(one, two) shouldBe -1L
                Fits.load(one).provenance().time.started shouldBe time
                Fits.save(Fits.load(one), two, time)
                Files.mismatch(one, two) shouldBe -1L
            }
        }

        test("provenance says how the fit was made") {
            val provenance = fit.provenance()
            provenance.model shouldBe "mixture"
            provenance.shapes shouldBe mapOf("x" to listOf(60, 2))
            provenance.dataHash shouldBe data.fingerprint()
            provenance.settings shouldBe ExactEm().restarts(3).seed(7).settings()
            (provenance.settings as EmSettings).seed shouldBe 7
            provenance.versions.keys shouldBe setOf("platen", "java")
        }
    })
