package org.platen.inference.em.rule

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.expr.Expr
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal

class UsersTest :
    FunSpec({
        test("a part that is used in many places is looked at once") {
            val two = model("two") {
                latent("a", normal(0.0, 1.0))
                latent("b", normal(0.0, 1.0))
            }
            // Written out, a would stand there 2^200 times.
            val doubled = (1..200).fold(two["a"] as Expr) { x, _ -> x.plus(x) }
            Users.mentions(doubled, two["a"]) shouldBe true
            Users.mentions(doubled, two["b"]) shouldBe false
        }
    })
