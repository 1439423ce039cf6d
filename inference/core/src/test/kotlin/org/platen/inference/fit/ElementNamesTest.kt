package org.platen.inference.fit

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.io.path.readText
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.em.ExactEm
import org.platen.inference.kotlin.tableOf
import org.platen.inference.mcmc.Nuts
import org.platen.inference.vi.MeanFieldVi

class ElementNamesTest : FunSpec({
    val mice = model("mice") {
        val strain = plate("strain", 2)
        val mouse = plate("mouse")
        val of by mouse.given(index(strain))
        val level by strain.parameter(real())
        val spread by parameter(positive())
        mouse.observed("weight", normal(level[of], spread))
    }
    val bayesian = model("mice") {
        val strain = plate("strain")
        val mouse = plate("mouse")
        val of by mouse.given(index(strain))
        val level by strain.latent(normal(20, 5))
        mouse.observed("weight", normal(level[of], 1))
    }
    val table = tableOf("strain" to listOf("white", "brown", "white", "brown"), "weight" to listOf(21, 17, 23, 18))
    fun data(model: Model, labels: List<String> = emptyList()): Data {
        val strains = if (labels.isEmpty()) table.categories("strain") else table.categories("strain", labels)
        return strains.into(model["of"]).and(table.column("weight").into(model["weight"]))
    }

    test("estimates are told by the texts of the data, and so are their standard errors") {
        val fit = ExactEm().fit(mice, data(mice))
        fit.labels().of("strain") shouldBe listOf("brown", "white")
        // Means of the two strains.
        fit.estimate("level").values().toList().zip(listOf(17.5, 22.0)).forEach { (found, mean) -> found shouldBe (mean plusOrMinus 1e-9) }
        fit.standardErrors().labels() shouldBe listOf("level[brown]", "level[white]", "spread")
        fit.summary() shouldContain "level"
        fit.standardErrors().table() shouldContain "level[white]"
    }

    test("posteriors are told by them") {
        Nuts().chains(1).warmup(50).draws(50).fit(bayesian, data(bayesian)).summary() shouldContain "level[brown]"
        val fit = MeanFieldVi().fit(bayesian, data(bayesian))
        fit.summary() shouldContain "level[white]"
        fit.draws().columns().map { it.name() } shouldBe listOf("level[0]", "level[1]")
    }

    test("other tools read them as coordinates") {
        val file = tempdir().toPath().resolve("mice.json")
        Nuts().chains(1).warmup(10).draws(4).fit(bayesian, data(bayesian)).inferenceData().write(file)
        file.readText() shouldContain "\"coords\": {\"strain\": [\"brown\", \"white\"]}"
    }

    test("a fit is asked about data that are numbered as those that were fitted") {
        val turned = listOf("white", "brown")
        val fits = listOf(ExactEm().fit(mice, data(mice)), MeanFieldVi().fit(bayesian, data(bayesian)))
        for (fit in fits) {
            fit.logDensity(data(fit.model(), fit.labels().of("strain"))).size shouldBe 4
            shouldThrow<ModelException> { fit.logDensity(data(fit.model(), turned)) }.message shouldContain
                "element 0 of 'strain' is 'white' in these data and 'brown' in those that were fitted. Number them alike: table.categories(column, fit.labels().of(\"strain\"))"
            shouldThrow<ModelException> { fit.sample(data(fit.model(), turned), 1) }.message shouldContain "element 0 of 'strain'"
        }
    }

    test("elements that share no text with those that were fitted, and are more or fewer, are others") {
        val fit = MeanFieldVi().fit(bayesian, data(bayesian))
        val others = tableOf("strain" to listOf("grey", "black", "spotted"), "weight" to listOf(20, 21, 19))
        val data = others.categories("strain").into(bayesian["of"]).and(others.column("weight").into(bayesian["weight"]))
        fit.logDensity(data).size shouldBe 3
        val some = others.categories("strain", listOf("grey", "black", "spotted", "white")).into(bayesian["of"])
        shouldThrow<ModelException> { fit.logDensity(some.and(others.column("weight").into(bayesian["weight"]))) }.message shouldContain
            "'grey' in these data"
    }
})
