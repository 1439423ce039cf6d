package org.platen.cli

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.io.path.writeText
import org.platen.dsl.render.PlateDiagram
import org.platen.models.zoo.Zoo

class ZooCommandTest : FunSpec({
    test("every entry is listed with its title, below its family") {
        val list = platen("zoo").out
        Zoo.entries().forEach { entry ->
            list shouldContain Regex("(?m)^  ${Regex.escape(entry.name())} +${Regex.escape(entry.title())}$")
            list shouldContain Regex("(?m)^${Regex.escape(entry.family().title())}$")
        }
    }

    test("an entry is shown with its story, its diagram and its declaration in either language") {
        val entry = Zoo.find("gaussian-mixture")
        for ((options, declaration) in listOf(arrayOf<String>() to entry.script(), arrayOf("--java") to entry.java())) {
            val shown = platen("zoo", "gaussian-mixture", *options).out
            shown shouldContain "x[row]              ~ MultivariateNormal(mean[z], covariance[z])  (observed)"
            shown shouldContain "| x  observed  <- mean, z, covariance |"
            shown shouldContain declaration.trim()
            shown shouldContain "Source: ${entry.source()}"
        }
        val json = platen("zoo", "gaussian-mixture", "--json").out
        listOf("\"name\":\"gaussian-mixture\"", "\"diagram\":\"weights", "\"kotlin\":\"import", "\"java\":\"import").forEach {
            json shouldContain
                it
        }
        platen("zoo", "--json").out shouldContain "\"name\":\"gaussian-mixture\""
    }

    test("diagrams of all entries are at most 100 columns wide") {
        for (entry in Zoo.entries()) {
            withClue(entry.name()) {
                PlateDiagram.of(entry.example().model()).withGuide().text().lines().maxOf { it.length } shouldBeLessThanOrEqual 100
            }
        }
    }

    test("what is shown of an entry is a script that is fitted as it is") {
        val folder = tempdir().toPath()
        val script = folder.resolve("mixture.platen.kts").also { it.writeText(platen("zoo", "gaussian-mixture").out) }
        val table = folder.resolve("faithful.csv").also { it.writeText(faithful) }
        // mclust 6.1, emControl(tol = 1e-14): −1130.264
        platen("fit", script, "--data", table, "--restarts", 3).out shouldContain "-1130.2640"
        platen("run", script) shouldBe Said(0, "", "")
    }

    test("a name that is not there is answered with the nearest") {
        val said = platen("zoo", "gausian-mixture")
        said.code shouldBe 1
        said.err shouldContain "gaussian-mixture"
    }

    test("a model of the zoo is fitted to its own data, and rendered") {
        platen("fit", "gaussian-mixture", "--restarts", 2).code shouldBe 0
        platen("fit", "gaussian-hmm", "--restarts", 1).code shouldBe 0 // series of different lengths
        platen("render", "gaussian-mixture").out shouldContain "MultivariateNormal(mean[z], covariance[z])"
    }
})
