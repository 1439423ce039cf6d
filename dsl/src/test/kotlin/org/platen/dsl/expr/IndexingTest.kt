package org.platen.dsl.expr

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.category
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.messageOf
import org.platen.dsl.model.Model
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Shape

class IndexingTest : FunSpec({
    val state = Plate.of("state", 3)
    val block = Plate.of("block", 3)
    val pair = Plate.of("pair", 2)
    val county = Plate.of("county")
    val row = Plate.of("row")
    val declared = Model.declare("m") { m ->
        m.plate("state", 3)
        m.plate("block", 3)
        m.plate("pair", 2)
        m.plate("county")
        m.plate("row")
        val weights = m.parameter("weights", simplex(state))
        m.latent("z", row, categorical(weights))
        m.latent("w", row, categorical(weights))
        m.latent("real", row, normal())
        m.latent("n", row, poisson(2))
        m.given("home", row, index(county))
        m.given("three", row, category(3))
        m.given("exposure", row)
        m.parameter("mean", state, real())
        m.parameter("byBlock", block, real())
        m.parameter("byPair", pair, real())
        m.parameter("vector", real(3))
        m.latent("level", county, normal())
        m.parameter("transition", state, simplex(state))
        m.parameter("both", state.times(block), real())
        m.parameter("tie", state.times(state.copy("to")), real())
    }

    fun v(name: String): Expr = declared[name]

    test("an index replaces the plate it names by the plates it lives in") {
        val picked = v("mean")[v("z")]
        picked.shouldBeInstanceOf<Index>()
        picked.axes() shouldBe row.axes()
        picked.shape() shouldBe Shape.SCALAR
        v("both")[v("z")].axes() shouldBe row.times(block).axes()
        v("level")[v("home")].axes() shouldBe row.axes()
    }

    test("a batch axis is picked before an event axis of the same plate") {
        val picked = v("transition")[v("z")]
        picked.axes() shouldBe row.axes()
        picked.shape() shouldBe Shape.of(state)
    }

    test("an event axis that belongs to the plate is picked where no batch axis does") {
        val picked = v("weights")[v("z")]
        picked.shouldBeInstanceOf<Element>()
        picked.axes() shouldBe row.axes()
        picked.shape() shouldBe Shape.SCALAR
    }

    test("a category without a plate picks the one axis of its size") {
        v("mean")[v("three")].axes() shouldBe row.axes()
        v("vector")[v("three")].shape() shouldBe Shape.SCALAR
        messageOf { v("both")[v("three")] } shouldBe
            "both lives in [state, block] with event shape scalar; 'three' has 3 values and could index any of [state, block]. " +
            "Say which: x.at(plate, index)."
        messageOf { v("byPair")[v("three")] } shouldBe
            "byPair lives in [pair] with event shape scalar; 'three' has 3 values and indexes none of them. Say which: x.at(plate, index)."
        v("both")[block, v("three")].axes() shouldBe state.times(row).axes()
    }

    test("a variable that indexes another plate is refused, unless the plate is said") {
        messageOf { v("byBlock")[v("z")] } shouldBe
            "byBlock lives in [block] with event shape scalar; 'z' indexes plate 'state', which is none of them. " +
            "Index it by a variable that indexes one of its plates, or say which plate is meant: x.at(plate, z)."
        v("byBlock")[block, v("z")].axes() shouldBe row.axes()
    }

    test("an index into a plate of another size is refused") {
        messageOf { v("byPair")[pair, v("z")] } shouldBe
            "'z' takes 3 values (plate 'state'), but byPair is indexed over plate 'pair' of size 2. " +
            "Index a plate of size 3, or change the distribution of 'z'."
        messageOf { v("byPair")[pair, v("three")] } shouldBe
            "'three' takes 3 values, but byPair is indexed over plate 'pair' of size 2. " +
            "Index a plate of size 3, or change the distribution of 'three'."
        messageOf { v("mean")[state, v("home")] } shouldBe
            "'home' indexes plate 'county', whose size comes from the data, but mean is indexed over plate 'state'"
        messageOf { v("mean")[v("home")] } shouldBe
            "mean lives in [state] with event shape scalar; 'home' indexes plate 'county', which is none of them. " +
            "Index it by a variable that indexes one of its plates, or say which plate is meant: x.at(plate, home)."
    }

    test("what takes real values is no index") {
        messageOf { v("mean")[v("real")] } shouldBe
            "mean is indexed by real, which is not known to be a category. Index by a discrete variable or by " +
            "given(\"name\", plate, index(of)), or say the plate: x.at(plate, index)."
        for (name in listOf("real", "exposure", "vector")) {
            messageOf { v("mean")[state, v(name)] } shouldBe
                "mean is indexed by '$name', which takes real values. " +
                "Index by a discrete variable or by given(\"$name\", plate, index(state))."
        }
    }

    test("a count indexes a plate that is said") {
        v("mean")[state, v("n")].axes() shouldBe row.axes()
        messageOf { v("mean")[v("n")] } shouldBe
            "mean is indexed by n, which is not known to be a category. Index by a discrete variable or by " +
            "given(\"name\", plate, index(of)), or say the plate: x.at(plate, index)."
    }

    test("a plate that the expression does not live in cannot be indexed") {
        messageOf { v("mean")[block, v("z")] } shouldBe "mean lives in [state], so it cannot be indexed over 'block'"
    }

    test("two instances of a plate are indexed at once, left to right") {
        val picked = v("tie")[v("z"), v("w")]
        picked.axes() shouldBe row.axes()
        picked.toString() shouldBe "tie[z, w]"
        messageOf { v("tie")[v("z")] } shouldBe
            "tie lives in several instances of 'state': [state, state:to]. Index both at once, x.at(first, second)."
    }

    test("two indices pick a batch axis and then an event axis") {
        val picked = v("transition")[v("z"), v("w")]
        picked.axes() shouldBe row.axes()
        picked.shape() shouldBe Shape.SCALAR
        picked.toString() shouldBe "transition[z, w]"
    }

    test("an index along another instance of its plate picks along that instance") {
        val rival = row.copy("rival")
        val picked = v("mean")[v("z").along(rival)]
        picked.axes() shouldBe setOf(rival)
        picked.toString() shouldBe "mean[z[row:rival]]"
    }
})
