package org.platen.models.regression;

import static org.platen.models.zoo.Family.REGRESSION;

import java.util.List;
import java.util.function.Supplier;
import org.platen.models.zoo.Declaration;
import org.platen.models.zoo.Example;
import org.platen.models.zoo.ZooEntry;

/** The entries of regressions. */
public final class RegressionModels {

    private RegressionModels() {}

    /** Normal responses before others. */
    public static List<ZooEntry> entries() {
        return List.of(
                entry(
                        "linear-regression",
                        "Linear regression, by maximum likelihood",
                        "Bishop 2006, section 3.1.1",
                        Declaration.of(LinearRegression.class, "maximumLikelihood", "2"),
                        LinearRegression::maximumLikelihoodExample),
                entry(
                        "linear-regression-posterior",
                        "Linear regression with weak priors",
                        "Gelman et al. 2013, section 14.2",
                        Declaration.of(LinearRegression.class, "posterior", "2"),
                        LinearRegression::posteriorExample),
                entry(
                        "logistic-regression",
                        "Logistic regression with weak priors",
                        "Bishop 2006, section 4.3.2",
                        Declaration.of(LogisticRegression.class, "of", "2"),
                        LogisticRegression::example),
                entry(
                        "poisson-regression",
                        "Poisson regression with weak priors and exposure",
                        "McCullagh and Nelder 1989, chapter 6",
                        Declaration.of(CountRegression.class, "poissonCounts", "2"),
                        CountRegression::poissonExample),
                entry(
                        "negative-binomial-regression",
                        "Negative binomial regression, for dispersed counts",
                        "Hilbe 2011, section 8.1",
                        Declaration.of(CountRegression.class, "dispersed", "1"),
                        CountRegression::dispersedExample),
                entry(
                        "student-t-regression",
                        "Student-t regression, which outliers do not move",
                        "Lange, Little and Taylor 1989",
                        Declaration.of(RobustRegression.class, "of", "1"),
                        RobustRegression::example),
                entry(
                        "weibull-survival",
                        "Weibull regression of survival times with censoring",
                        "Kalbfleisch and Prentice 2002, section 3.2; leukaemia (Gehan 1965)",
                        Declaration.of(SurvivalRegression.class, "weibullTimes", "1"),
                        SurvivalRegression::weibullExample),
                entry(
                        "gaussian-process",
                        "Gaussian-process regression of a few points",
                        "Rasmussen and Williams 2006, equation 2.31",
                        Declaration.of(GaussianProcess.class, "of", "15"),
                        GaussianProcess::example));
    }

    private static ZooEntry entry(
            String name, String title, String source, Declaration declaration, Supplier<Example> example) {
        return new ZooEntry(name, title, REGRESSION, source, declaration, example);
    }
}
