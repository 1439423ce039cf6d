package org.platen.inference.fit

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.tanh
import org.platen.dsl.model.Covariate
import org.platen.inference.amortized.AmortizedVi
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.em.ExactEm
import org.platen.inference.em.Starts
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam
import org.platen.inference.lower.Layout
import org.platen.inference.unconstrained.PosteriorRoles
import org.platen.inference.vi.MeanFieldVi

class NetworkStartsTest :
    FunSpec({

        val bent = model("bent") {
            val curve = network("curve", input = 1) {
                dense(4, tanh)
                dense(1)
            }
            val row = plate("row")
            val x = row.given("x", Covariate.real(1))
            row.observed("y", normal(curve(x)[0], 0.1))
        }
        val x = Array(60) { doubleArrayOf((it - 30) / 15.0) }
        val y = DoubleArray(60) { abs(x[it][0]) }
        val data = Data.of(bent["x"], x).and(bent["y"], y)

        test("weights start where amortised inference starts them") {
            // A learning rate of zero leaves them there.
            val unmoved = AmortizedVi().backend(JvmBackend()).epochs(1).optimizer(adam(0.0)).seed(5).fit(bent, data)
            val binding = Binding.of(bent, data)
            val roles = PosteriorRoles.of(bent, binding).roles()
            val starts = Starts(bent, Layout.of(bent, binding, roles), roles)
            bent.parameters().size shouldBeGreaterThan 3
            for (parameter in bent.parameters()) {
                withClue(parameter.name()) {
                    starts.neutral(5, 0)[parameter].toList() shouldBe unmoved.estimate(parameter).values()
                    if (parameter.name().contains("eight")) {
                        (starts.neutral(5, 1)[parameter].toList() == starts.neutral(5, 0)[parameter].toList()) shouldBe false
                    }
                }
            }
        }

        test("so that EM and variational inference find what units that are alike cannot: a bend") {
            // Residuals of 0.166 in the root mean square have log density 0 under N(0, 0.1); those of a line, 0.58, have −15 each.
            ExactEm().iterations(200).fit(bent, data).logLikelihood() shouldBeGreaterThan 0.0
            MeanFieldVi().draws(10).fit(bent, data).elbo().value() shouldBeGreaterThan 0.0
        }
    })
