package org.platen.dsl.distribution

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import kotlin.math.max
import org.platen.dsl.distribution.Distributions.beta
import org.platen.dsl.distribution.Distributions.cauchy
import org.platen.dsl.distribution.Distributions.chiSquared
import org.platen.dsl.distribution.Distributions.exponential
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.halfCauchy
import org.platen.dsl.distribution.Distributions.halfNormal
import org.platen.dsl.distribution.Distributions.inverseGamma
import org.platen.dsl.distribution.Distributions.kumaraswamy
import org.platen.dsl.distribution.Distributions.laplace
import org.platen.dsl.distribution.Distributions.logNormal
import org.platen.dsl.distribution.Distributions.logistic
import org.platen.dsl.distribution.Distributions.pareto
import org.platen.dsl.distribution.Distributions.studentT
import org.platen.dsl.distribution.Distributions.vonMises
import org.platen.dsl.distribution.Distributions.weibull

/**
 * @param logDensity of the textbook formula (as in Gelman et al. 2013, table A.1), computed with 700 digits from the doubles as they are
 * @param terms the size of the terms that cancel in it, where rounding is unavoidable
 */
private data class Extreme(val family: Univariate, val x: Double, val logDensity: Double, val terms: Double = 0.0)

private val extremes = listOf(
    Extreme(logNormal(0.0, 1.0), 1e-300, -237895.5583821629),
    Extreme(logNormal(0.0, 1.0), 1e+300, -239277.10943795933),
    Extreme(logNormal(-3.0, 0.01), 0.05, 6.590896481247584),
    Extreme(logNormal(700.0, 2.0), 1e+300, -703.0239743065575),
    Extreme(halfNormal(1.0), 1e+150, -4.9999999999999995e+299),
    Extreme(halfNormal(1.0), 1e-300, -0.22579135264472744),
    Extreme(halfNormal(1e-150), 3e-150, 340.66197259646214),
    Extreme(cauchy(0.0, 1.0), 1e+200, -922.1787670834676),
    Extreme(cauchy(0.0, 1e-100), 1e+200, -1152.4372763828721),
    Extreme(cauchy(1e6, 2.0), 1000000.0, -1.8378770664093456),
    Extreme(cauchy(0.0, 1.0), 1000000000.0, -42.59126155974222),
    Extreme(cauchy(0.0, 1.0), 0.1, -1.1546802167025683),
    Extreme(halfCauchy(1.0), 1e+250, -1151.7441292023123),
    Extreme(halfCauchy(5.0), 1e-250, -2.061020617723555),
    Extreme(halfCauchy(1e-100), 1e+100, -691.2271106035032),
    Extreme(studentT(3.0, 0.0, 1.0), 1e+200, -1840.871738667524),
    Extreme(studentT(1e10, 0.0, 1.0), 2.0, -2.9189385330296727),
    Extreme(studentT(1e15, 0.0, 1.0), -6.0, -18.91893853320437),
    Extreme(studentT(0.001, 0.0, 1.0), 1e+100, -238.09381688213287),
    Extreme(studentT(1000000.0, 2.0, 0.5), 40.0, -2879.9201054593027),
    Extreme(studentT(25.0, 0.0, 1.0), 1e-200, -0.92893587163336),
    Extreme(studentT(19.5, 0.0, 1.0), 3.0, -4.82152206675953),
    Extreme(studentT(20.5, 0.0, 1.0), 3.0, -4.843756637327584),
    Extreme(laplace(0.0, 1.0), 1e+300, -1e+300),
    Extreme(laplace(0.0, 1e-300), 0.0, 690.0823807176538),
    Extreme(laplace(1e10, 1.0), -1e10, -20000000000.693146),
    Extreme(logistic(0.0, 1.0), 800.0, -800.0),
    Extreme(logistic(0.0, 1.0), -800.0, -800.0),
    Extreme(logistic(0.0, 1.0), -1e+300, -1e+300),
    Extreme(logistic(0.0, 2.0), 1e-300, -2.0794415416798357),
    Extreme(exponential(1e-300), 1e+300, -691.7755278982137),
    Extreme(exponential(1e+300), 1e-300, 689.7755278982137),
    Extreme(exponential(2.0), 100000.0, -199999.30685281943),
    Extreme(exponential(2.0), 0.0, 0.6931471805599453),
    Extreme(gamma(1e-05, 1.0), 1e-300, 679.255700450039),
    Extreme(gamma(0.5, 2.0), 1e-300, 345.16197259646214),
    Extreme(gamma(2.0, 0.001), 1e+300, -1e+297),
    Extreme(gamma(100000.0, 1.0), 100000.0, -6.67540209902312, terms = 1e6),
    Extreme(gamma(30.0, 1e-200), 1e+200, -532.7740575659772),
    Extreme(inverseGamma(2.0, 3.0), 1e-200, -3e+200),
    Extreme(inverseGamma(2.0, 3.0), 1e+300, -2070.129359117305),
    Extreme(inverseGamma(1e-05, 1.0), 1e+200, -472.03454346189096),
    Extreme(inverseGamma(100000.0, 100000.0), 1.0, 4.837523365947108, terms = 1e6),
    Extreme(chiSquared(1.0), 1e-300, 344.4688254159022),
    Extreme(chiSquared(1e-05), 2.0, -13.899216940032357),
    Extreme(chiSquared(4.0), 1e10, -4999999978.360443),
    Extreme(beta(2.0, 1e15), 1e-15, 33.538776394910684),
    Extreme(beta(1e15, 2.0), 0.9999999999999991, 33.532015342123984),
    Extreme(beta(1e-05, 1e-05), 0.5, -10.819792147189403),
    Extreme(beta(0.001, 1e10), 1e-12, 20.70923706035965),
    Extreme(beta(3.0, 1000000.0), 1e-300, -1340.797668303097),
    Extreme(beta(1e-300, 2.0), 0.3, -689.9282300378266),
    Extreme(beta(11.0, 9.0), 0.4, 0.3813564025092527),
    Extreme(beta(9.0, 11.0), 0.4, 1.1922866187255812),
    Extreme(kumaraswamy(2.0, 1e15), 1e-08, 16.711242831518266),
    Extreme(kumaraswamy(1e-05, 3.0), 1e-300, 670.3971820976435),
    Extreme(kumaraswamy(5.0, 2.0), 0.9999999999999998, -32.131630383689014),
    Extreme(kumaraswamy(1e10, 2.0), 0.9999999999990905, 19.005322844101322),
    Extreme(weibull(0.5, 1.0), 1e-300, 344.6946167685469),
    Extreme(weibull(2.0, 3.0), 1e-200, -462.0210959955854),
    Extreme(weibull(2.0, 1.0), 100000.0, -9999999987.793928),
    Extreme(weibull(100.0, 1.0), 1.5, -4.0656117753521517e+17),
    Extreme(weibull(0.01, 1e10), 1e+300, -1483.0314360388006),
    Extreme(pareto(1.0, 1e10), 1.0000000000009095, 23.016755982921822),
    Extreme(pareto(1e-200, 2.0), 1e+200, -2301.8919458134856),
    Extreme(pareto(1e+200, 0.5), 1e+300, -806.597929728476),
    Extreme(vonMises(0.0, 0.0), 2.0, -1.8378770664093456),
    Extreme(vonMises(1.0, 100000000.0), 1.0001, 7.791401837938287),
    Extreme(vonMises(1.0, 501.0), 1.1, -0.31379842889167153),
    Extreme(vonMises(1.0, 499.0), 1.1, -0.30580776412468835, terms = 500.0),
    Extreme(vonMises(-3.0, 1e-08), 3.0, -1.8378770568076426),
    Extreme(vonMises(0.0, 1e15), 1e-07, 11.350449664250675),
    Extreme(vonMises(0.5, 30.0), -2.5, -58.92235339759465),
)

class ExtremeLogDensitiesTest : FunSpec({
    for ((family, x, logDensity, terms) in extremes) {
        test("the log density of $family at $x keeps its digits") {
            family.logDensityAt(x) shouldBe (logDensity plusOrMinus 1e-14 * max(1.0, abs(logDensity)) + 1e-15 * terms)
        }
    }
})
