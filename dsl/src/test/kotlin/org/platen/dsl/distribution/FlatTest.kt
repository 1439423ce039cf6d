package org.platen.dsl.distribution

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.kotlin.flat
import org.platen.dsl.model.Space.between
import org.platen.dsl.model.Space.ordered
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.positiveDefinite
import org.platen.dsl.model.Space.simplex
import org.platen.dsl.shape.ModelException

class FlatTest : FunSpec({

    test("the density is 1 on the support and 0 beyond it") {
        flat().logDensityAt(-1e300) shouldBe 0.0
        flat(positive()).logDensityAt(3.0) shouldBe 0.0
        flat(positive()).logDensityAt(-1e-300) shouldBe Double.NEGATIVE_INFINITY
        flat(between(-1.0, 2.0)).logDensityAt(1.9) shouldBe 0.0
        flat(between(-1.0, 2.0)).logDensityAt(2.1) shouldBe Double.NEGATIVE_INFINITY
        flat(positive(2)).logDensityAt(1.0, 5.0) shouldBe 0.0
        flat(positive(2)).logDensityAt(1.0, -5.0) shouldBe Double.NEGATIVE_INFINITY
    }

    test("vectors with increasing entries have a density") {
        flat(ordered(3)).logDensityAt(-1.0, 0.0, 7.0) shouldBe 0.0
        flat(ordered(3)).logDensityAt(-1.0, 0.0, 0.0) shouldBe Double.NEGATIVE_INFINITY
        flat(ordered(3)).logDensityAt(2.0, 0.0, 7.0) shouldBe Double.NEGATIVE_INFINITY
        flat(ordered(1)).logDensityAt(2.0) shouldBe 0.0
    }

    test("the support and the event shape are those of the space") {
        flat(positive(2)).support() shouldBe Support.POSITIVE
        flat(ordered(3)).support() shouldBe Support.Ordered(3)
        flat(ordered(3)).eventShape() shouldBe ordered(3).shape()
    }

    test("it is printed with its support") {
        flat().describe() shouldBe "Flat()"
        flat(positive()).describe() shouldBe "Flat(0.0, Infinity)"
        flat(ordered(2)).describe() shouldBe "Flat(ordered)"
    }

    test("other supports are refused with what would do") {
        shouldThrow<ModelException> { flat(simplex(3)) }.message shouldContain "Dirichlet with concentration 1"
        shouldThrow<ModelException> { flat(positiveDefinite(2)) }.message shouldContain "proper prior"
    }
})
