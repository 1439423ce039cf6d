package org.platen.dsl.kotlin

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.distribution.Distributions
import org.platen.dsl.expr.Constant
import org.platen.dsl.expr.Expr
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Plate

/** Every factory of single numbers: those whose arguments are all expressions or numbers. */
private val scalarFactories: List<Method> =
    listOf("RealFamiliesKt", "PositiveFamiliesKt", "BoundedFamiliesKt")
        .flatMap { Class.forName("org.platen.dsl.kotlin.$it").declaredMethods.toList() }
        .filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic && !it.name.contains('$') }

class FamiliesTest : FunSpec({
    context("each argument of a family may be an expression or a number, and arrives in its place") {
        for (factory in scalarFactories) {
            test("${factory.name}(${factory.parameterTypes.joinToString { it.simpleName }})") {
                val values = factory.parameterTypes.indices.map { 0.25 * (it + 1) }
                val arguments = factory.parameterTypes.mapIndexed { i, type ->
                    if (type == Expr::class.java) constant(values[i]) else values[i]
                }
                val distribution = factory.invoke(null, *arguments.toTypedArray()) as Distribution
                distribution.family().lowercase() shouldBe factory.name.lowercase()
                distribution.arguments().map { it.value() } shouldContainExactly values.map { Constant.of(it) }
            }
        }
    }

    test("a family of n arguments has a factory for every mixture of expressions and numbers") {
        val factories = scalarFactories.groupBy { it.name to it.parameterCount }
        for ((nameAndCount, found) in factories) {
            found.map { it.parameterTypes.toList() }.toSet().size shouldBe (1 shl nameAndCount.second)
        }
        factories.size shouldBe 18
    }

    test("standard members of a location and scale family need no arguments") {
        normal() shouldBe normal(0.0, 1.0)
        normal(scale = 2) shouldBe normal(0, 2)
        studentT(4) shouldBe studentT(4, 0, 1)
        uniform() shouldBe uniform(0, 1)
    }

    test("discrete families take probabilities or logits, by name") {
        bernoulli(0.25) shouldBe Distributions.bernoulli(0.25)
        bernoulli(logits = constant(2)) shouldBe Distributions.bernoulliLogits(constant(2))
        binomial(10, 0.5) shouldBe Distributions.binomial(10, 0.5)
        binomial(10, logits = constant(1)) shouldBe Distributions.binomialLogits(10, constant(1))
        categorical(vector(0.25, 0.75)) shouldBe Distributions.categorical(vector(0.25, 0.75))
        categorical(logits = vector(1, 2)) shouldBe Distributions.categoricalLogits(vector(1, 2))
        oneHotCategorical(logits = vector(1, 2)) shouldBe Distributions.oneHotCategoricalLogits(vector(1, 2))
        multinomial(3, logits = vector(1, 2)) shouldBe Distributions.multinomialLogits(3, vector(1, 2))
        poisson(2) shouldBe Distributions.poisson(2.0)
        geometric(0.5) shouldBe Distributions.geometric(0.5)
        negativeBinomial(2, 3) shouldBe Distributions.negativeBinomial(2.0, 3.0)
        zeroInflated(0.25, poisson(2)) shouldBe Distributions.zeroInflated(0.25, Distributions.poisson(2.0))
    }

    test("families of vectors and matrices are those of the Java face") {
        val mean = vector(1, 2)
        val matrix = matrix(listOf(2.0, 0.5), listOf(0.5, 1.0))
        multivariateNormal(mean, matrix) shouldBe Distributions.multivariateNormal(mean, matrix)
        multivariateNormal(mean, precision = matrix) shouldBe Distributions.multivariateNormalPrecision(mean, matrix)
        multivariateNormal(mean, choleskyFactor = identity(2)) shouldBe Distributions.multivariateNormalCholesky(mean, identity(2))
        multivariateNormal(mean, variances = mean) shouldBe Distributions.multivariateNormalDiagonal(mean, mean)
        multivariateStudentT(4, mean, matrix) shouldBe Distributions.multivariateStudentT(4.0, mean, matrix)
        wishart(4, matrix) shouldBe Distributions.wishart(4.0, matrix)
        inverseWishart(4, matrix) shouldBe Distributions.inverseWishart(4.0, matrix)
        lkjCholesky(3) shouldBe Distributions.lkjCholesky(3, 1.0)
        dirichlet(3, 0.5) shouldBe Distributions.dirichlet(filled(0.5, 3))
        dirichlet(Plate.of("k", 3)) shouldBe Distributions.dirichlet(Plate.of("k", 3), 1.0)
    }

    test("of arguments that say the same, exactly one is to be given") {
        shouldThrow<ModelException> { bernoulli() }.message shouldBe "Bernoulli: give one of probability, logits, found none"
        shouldThrow<ModelException> { multivariateNormal(zeros(2), identity(2), variances = ones(2)) }.message shouldBe
            "MultivariateNormal: give one of covariance, precision, choleskyFactor, variances, found covariance and variances"
    }

    test("arguments that stand for another are named in the text of a distribution") {
        normal(constant(1) * 2, 3).describe() shouldBe "Normal(2, 3)"
        bernoulli(logits = constant(2)).describe() shouldBe "Bernoulli(logits = 2)"
        multivariateNormal(zeros(2), precision = identity(2)).describe() shouldBe "MultivariateNormal(zeros(2), precision = identity(2))"
        multivariateStudentT(4, zeros(2), variances = ones(2)).describe() shouldBe
            "MultivariateStudentT(4, zeros(2), variances = ones(2))"
        lkjCholesky(3, 2).describe() shouldBe "LkjCholesky(3, 2)"
        zeroInflated(0.2, poisson(3)).describe() shouldBe "ZeroInflated(0.2, Poisson(3))"
    }
})
