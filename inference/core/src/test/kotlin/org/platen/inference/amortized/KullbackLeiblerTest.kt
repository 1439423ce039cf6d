package org.platen.inference.amortized

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.ln
import org.apache.commons.math3.analysis.integration.SimpsonIntegrator
import org.apache.commons.math3.distribution.NormalDistribution
import org.platen.dsl.evaluateScalar
import org.platen.dsl.kotlin.laplace
import org.platen.dsl.kotlin.logNormal
import org.platen.dsl.kotlin.normal

class KullbackLeiblerTest :
    FunSpec({
        test("the divergence of two Normals is the integral of q log(q / p)") {
            val q = NormalDistribution(0.3, 0.7)
            val p = NormalDistribution(-1.0, 2.0)
            val integral =
                SimpsonIntegrator(1e-12, 1e-14, 3, 60).integrate(1_000_000, {
                    q.density(it) * (q.logDensity(it) - p.logDensity(it))
                }, -7.0, 7.0)
            evaluateScalar(KullbackLeibler.of(normal(0.3, 0.7), normal(-1.0, 2.0)).orElseThrow()) shouldBe (integral plusOrMinus 1e-9)
        }

        test("that of two log-Normals is that of their logarithms") {
            val logs = ln(2.0) + (0.25 + 1.0) / (2 * 1.0) - 0.5
            evaluateScalar(KullbackLeibler.of(logNormal(1.0, 0.5), logNormal(0.0, 1.0)).orElseThrow()) shouldBe (logs plusOrMinus 1e-12)
        }

        test("other pairs have none") {
            KullbackLeibler.of(normal(0.0, 1.0), laplace(0.0, 1.0)).isPresent shouldBe false
        }
    })
