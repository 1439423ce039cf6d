package org.platen.cli

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.models.zoo.Zoo

class ZooCommandTest : FunSpec({
    test("every entry is listed with its title, below its family") {
        val list = platen("zoo").out
        Zoo.entries().forEach { entry ->
            list shouldContain Regex("(?m)^  ${Regex.escape(entry.name())} +${Regex.escape(entry.title())}$")
            list shouldContain Regex("(?m)^${Regex.escape(entry.family().title())}$")
        }
    }

    test("an entry is shown with its story and its declaration in either language") {
        val entry = Zoo.find("gaussian-mixture")
        for ((language, declaration) in listOf("kotlin" to entry.kotlin(), "java" to entry.java())) {
            val shown = platen("zoo", "gaussian-mixture", "--language", language).out
            shown shouldContain "x[row]              ~ MultivariateNormal(mean[z], covariance[z])  (observed)"
            shown shouldContain declaration.trim()
            shown shouldContain "Source: ${entry.source()}"
        }
        platen("zoo", "--json").out shouldContain "\"name\":\"gaussian-mixture\""
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
